// What is typed into form[data-keep] stays in this browser until the server has it: a closed tab, a lost network and an
// ended session lose nothing. Kept under the person and the form's key; never passwords, files or tokens.
// The server has it when the page after sending says so (a green message) and shows no errors.
(() => {
  "use strict";
  const person = document.body.dataset.person;
  const PREFIX = "kept:";
  const SENT = "kept-sent"; // sessionStorage: the form this tab has sent, until the next page tells what became of it
  const DAYS = 14;
  const MOST = 3; // versions of one form, typed at different times
  const AFTER = 300; // ms of rest before what was typed is kept
  const PAGE = `${Date.now()}-${Math.random()}`; // a page writes over its own version only

  let isForgotten = false; // on the way out by "Đăng xuất"

  // The shelf: localStorage, which may be full, forbidden or written by another tab ------------------------------

  const read = (key) => {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  };

  const remove = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // storage is forbidden: nothing was kept
    }
  };

  const write = (key, versions) => {
    if (!versions.length) return remove(key);
    const text = JSON.stringify(versions.slice(0, MOST));
    try {
      localStorage.setItem(key, text);
    } catch {
      makeRoom(key);
      try {
        localStorage.setItem(key, text);
      } catch {
        // no room: the form works as it would without this file
      }
    }
  };

  const keys = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  };

  const age = (key) => Math.max(0, ...read(key).map((version) => version.at || 0));

  const makeRoom = (but) => {
    const oldest = keys().filter((key) => key !== but).sort((a, b) => age(a) - age(b))[0];
    if (oldest) remove(oldest);
  };

  const removeOld = () => {
    const since = Date.now() - DAYS * 24 * 60 * 60 * 1000;
    for (const key of keys()) if (age(key) < since) remove(key);
  };

  // A form as values: by name and place, so that a restored form is the same form ---------------------------------

  const SKIPPED = new Set(["password", "file", "submit", "button", "image", "reset"]);

  const isKept = (field) =>
    field.name && !SKIPPED.has(field.type) && field.name !== "csrfmiddlewaretoken" &&
    (field.type !== "hidden" || field.name === "version");

  const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

  const fieldsOf = (form) => {
    const places = {};
    return [...form.elements].filter(isKept).map((field) => {
      const name = isChoice(field) ? `${field.name}=${field.value}` : field.name;
      places[name] = (places[name] ?? -1) + 1;
      return [`${name}#${places[name]}`, field];
    });
  };

  const lines = (text) => text.replace(/\r\n?/g, "\n");

  const typedIn = (field) => {
    if (isChoice(field)) return field.checked ? "1" : "";
    if (field.type === "select-multiple") return JSON.stringify([...field.selectedOptions].map((o) => o.value));
    return lines(field.value);
  };

  const servedIn = (field) => {
    if (isChoice(field)) return field.defaultChecked ? "1" : "";
    if (field.type === "select-multiple") {
      return JSON.stringify([...field.options].filter((o) => o.defaultSelected).map((o) => o.value));
    }
    if (field.type === "select-one") {
      const served = [...field.options].find((o) => o.defaultSelected) || field.options[0];
      return served ? served.value : "";
    }
    return lines(field.defaultValue);
  };

  const valuesOf = (form, of) => Object.fromEntries(fieldsOf(form).map(([place, field]) => [place, of(field)]));

  // Which row, in which version: moves whenever the server has saved.
  const stampOf = (form) => ["pk", "version"].map((name) => form.elements.namedItem(name)?.value).join();

  const differ = (one, other) => {
    const places = new Set([...Object.keys(one), ...Object.keys(other)]);
    places.delete("version#0");
    return [...places].some((place) => (one[place] || "") !== (other[place] || ""));
  };

  const put = (field, value) => {
    if (isChoice(field)) field.checked = value === "1";
    else if (field.type === "select-multiple") {
      const chosen = new Set(JSON.parse(value));
      for (const option of field.options) option.selected = chosen.has(option.value);
    } else field.value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  };

  const placesOf = (form) => new Set(fieldsOf(form).map(([place]) => place));

  const missingIn = (form, values) => {
    const places = placesOf(form);
    return Object.keys(values).filter((place) => values[place] && !places.has(place));
  };

  // Resolves when the form has been drawn anew, a moment later, so that the page's scripts know the new parts.
  const redrawn = (form) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => done(100));
      const done = (wait) => {
        observer.disconnect();
        setTimeout(resolve, wait);
      };
      observer.observe(form, { childList: true, subtree: true });
      setTimeout(done, 5000, 0);
    });

  // Rows the form had grown (authors) are grown again, by the page's own button [data-add-row].
  const grow = async (form, values) => {
    for (let before = -1; missingIn(form, values).length && before < placesOf(form).size; ) {
      const button = form.querySelector("[data-add-row]");
      if (!button) return;
      before = placesOf(form).size;
      const after = redrawn(form);
      button.click();
      await after;
    }
  };

  // The hidden version goes back too: when somebody saved meanwhile the server tells, and shows both.
  const restore = async (form, values) => {
    await grow(form, values);
    for (const [place, field] of fieldsOf(form)) {
      if (place in values && typedIn(field) !== values[place]) put(field, values[place]);
    }
    return missingIn(form, values).map((place) => values[place]);
  };

  // What the page says --------------------------------------------------------------------------------------------

  const when = (at) => {
    const day = new Date(at);
    const two = (number) => String(number).padStart(2, "0");
    const time = `${two(day.getHours())}:${two(day.getMinutes())}`;
    const isToday = day.toDateString() === new Date().toDateString();
    return isToday ? time : `${time} ngày ${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
  };

  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#${name}`);
    svg.append(use);
    return svg;
  };

  const notice = (form, words, buttons = []) => {
    const box = document.createElement("div");
    const text = document.createElement("span");
    box.className = "notice notice-soon kept";
    box.setAttribute("role", "status");
    form.before(box);
    box.append(icon("i-clock"), text);
    text.textContent = words; // after the box is there, so that it is read out
    for (const [name, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-plain";
      button.textContent = name;
      button.addEventListener("click", () => act(box));
      box.append(button);
    }
    return box;
  };

  // One form ------------------------------------------------------------------------------------------------------

  const hasErrors = () => document.querySelector("main .errors") !== null;

  const watch = (form, sent) => {
    const key = `${PREFIX}${person}:${form.dataset.keep}`;
    const served = valuesOf(form, servedIn);
    const cameBack = hasErrors(); // what was typed stands in the form and is not saved
    const here = (cameBack && sent === key && read(key)[0]?.id) || PAGE;
    let timer = null;
    let told = null;

    const drop = (id) => write(key, read(key).filter((version) => version.id !== id));

    const keep = () => {
      clearTimeout(timer);
      timer = null;
      if (isForgotten) return;
      const values = valuesOf(form, typedIn);
      const others = read(key).filter((version) => version.id !== here);
      const isNew = cameBack || differ(values, served);
      write(key, isNew ? [{ id: here, at: Date.now(), values }, ...others] : others);
    };

    const offer = (version) =>
      notice(form, `Có nội dung chưa lưu từ ${when(version.at)}.`, [
        ["Lấy lại", async (box) => {
          box.remove();
          const left = await restore(form, version.values);
          keep();
          if (left.length) notice(form, `Chưa có chỗ trong biểu mẫu cho: ${left.join("; ")}.`);
          else drop(version.id);
        }],
        ["Bỏ", (box) => {
          box.remove();
          drop(version.id);
        }],
      ]);

    if (!cameBack) {
      const kept = read(key).filter((version) => version.values && differ(version.values, served));
      write(key, kept);
      kept.forEach(offer);
    }

    const rest = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, AFTER);
    };
    form.addEventListener("input", rest);
    form.addEventListener("change", rest);
    addEventListener("pagehide", () => timer && keep());
    document.addEventListener("visibilitychange", () => document.hidden && timer && keep());

    // A draft that saves itself: the hidden stamp has moved, so the server has everything but what is typed now.
    let stamp = stampOf(form);
    new MutationObserver(() => {
      if (stampOf(form) === stamp) return;
      stamp = stampOf(form);
      if (!timer) drop(here);
    }).observe(form, { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });

    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (timer || differ(valuesOf(form, typedIn), served)) keep();
      if (navigator.onLine) {
        if (!form.matches("[hx-post], [data-hx-post]")) sessionStorage.setItem(SENT, key);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      told?.remove();
      told = notice(form, "Mất kết nối. Nội dung đã gõ được giữ trên máy này; gửi lại khi có mạng.");
      told.scrollIntoView({ block: "center" });
    }, true);
    addEventListener("online", () => {
      if (told) told.querySelector("span").textContent = "Đã có mạng trở lại. Nội dung còn nguyên; gửi lại được.";
    });
  };

  // The page ------------------------------------------------------------------------------------------------------

  // The key of the form this tab sent last, if any; what was kept of it goes once the server has it.
  const settle = () => {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    if (sent && !hasErrors() && document.querySelector(".said .notice-done")) remove(sent);
    return sent;
  };

  const forget = () => {
    isForgotten = true;
    for (const key of keys()) if (key.startsWith(`${PREFIX}${person}:`)) remove(key);
  };

  removeOld();
  if (!person) return; // the login page: what was kept waits for its person
  const sent = settle();
  for (const form of document.querySelectorAll("form[data-keep]")) watch(form, sent);
  document.addEventListener("submit", (event) => event.target.matches("form[data-forget]") && forget());
})();
