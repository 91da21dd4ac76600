// The self-scoring sheet: each row saves itself while it is typed in, and says so; every action also works without
// this file. One request a row at a time: the newest value wins, and carries the version the last answer gave.
// What the server does not have yet stays on this machine (localStorage, one entry a person and line) and is sent when
// the network is back, after a reload too; when somebody saved meanwhile the server answers with both values.
(() => {
  "use strict";
  const sheet = document.querySelector("table.sheet");
  if (!sheet) return;
  const form = document.getElementById("phieu");
  const PREFIX = `kept:${document.body.dataset.person}:phieu-`; // static/js/keep.js forgets it after logging out
  const REST = 500; // ms without a key before a row is sent
  const AGAIN = 8000; // ms between tries while the network is away
  const PATIENCE = 20000;
  const PARTIAL = { "HX-Request": "true" };
  const GONE = "Phiên làm việc đã hết. Các ô đã nhập được giữ trên máy này: tải lại trang và đăng nhập để gửi.";
  const AWAY = "Mất kết nối. Các ô đã nhập được giữ trên máy này và sẽ tự gửi khi có mạng.";
  const KEPT = "Đã giữ trên máy này; sẽ gửi khi có mạng.";
  const BUSY = "Máy chủ đang bận. Các ô đã nhập được giữ trên máy này và sẽ tự gửi lại.";
  const KEPT_HERE = "Đã giữ trên máy này; sẽ tự gửi lại.";

  // Small things ------------------------------------------------------------------------------------------------------

  const element = (name, css, text) => {
    const made = document.createElement(name);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  };

  const icon = (name) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "icon icon-s");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#${name}`);
    svg.append(use);
    return svg;
  };

  const parsed = (text) => {
    const template = document.createElement("template");
    template.innerHTML = text;
    return template.content;
  };

  const isLoggedOut = (response) => response.redirected || response.headers.has("HX-Redirect");

  const announce = (words) => {
    const place = document.getElementById("mat-mang");
    if (!place || place.textContent === words) return;
    place.replaceChildren();
    if (!words) return;
    const box = element("p", "notice notice-soon");
    box.append(icon("i-cloud"), element("span", "", words));
    place.append(box);
  };

  // What is kept on this machine ----------------------------------------------------------------------------------------

  const shelf = {
    read(pk) {
      try {
        return JSON.parse(localStorage.getItem(PREFIX + pk))?.[0] ?? null;
      } catch {
        return null;
      }
    },
    write(pk, values) {
      try {
        localStorage.setItem(PREFIX + pk, JSON.stringify([{ at: Date.now(), values }]));
      } catch {
        // full or forbidden: the row works as it would without this
      }
    },
    drop(pk) {
      try {
        localStorage.removeItem(PREFIX + pk);
      } catch {
        // forbidden: nothing was kept
      }
    },
  };

  // Rows of one page go one after the other: the server answers each in an instant, and the sums in their order.
  let turn = Promise.resolve();
  const inTurn = (work) => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };

  // One row -------------------------------------------------------------------------------------------------------------

  const PARTS = /^(k|g|kad|f|v|b|xd)-\d+$/;

  class Row {
    constructor(tr) {
      this.tr = tr;
      this.pk = tr.dataset.mark;
      this.isBusy = false;
      this.timer = null;
      this.isPending = false; // typed, and the network is away
      this.saved = this.said();
    }

    part(id) {
      return document.getElementById(`${id}-${this.pk}`);
    }

    field(name) {
      return this.tr.querySelector(`[name="${name}-${this.pk}"]`);
    }

    values() {
      const found = {};
      for (const field of this.tr.querySelectorAll("[name]")) {
        const isOff = (field.type === "radio" || field.type === "checkbox") && !field.checked;
        if (PARTS.test(field.name) && !isOff) found[field.name] = field.value;
      }
      return found;
    }

    // What the person says: everything but the version and its digest.
    said() {
      return JSON.stringify(Object.entries(this.values()).filter(([name]) => /^(k|g|kad|f)-/.test(name)));
    }

    get isChanged() {
      return this.said() !== this.saved;
    }

    get isOpen() {
      return this.isBusy || this.isChanged || ["error", "conflict"].includes(this.tr.dataset.state);
    }

    put(values) {
      for (const field of this.tr.querySelectorAll("[name]")) {
        if (!PARTS.test(field.name) || field.name.startsWith("xd-")) continue;
        const value = values[field.name];
        if (field.type === "radio") field.checked = field.value === value;
        else if (field.type === "checkbox") field.checked = value !== undefined;
        else field.value = value ?? "";
      }
      this.close();
    }

    // Not applicable: the box takes no number.
    close() {
      const box = this.part("tc");
      const isOff = Boolean(this.field("kad")?.checked);
      if (box?.type === "text") {
        box.readOnly = isOff;
        box.placeholder = isOff ? "–" : "";
      }
    }

    show(words, tone, name) {
      const state = element("span", `state ${tone}`);
      state.append(icon(name), element("span", "", words));
      this.part("tt").replaceChildren(state);
    }

    typed() {
      shelf.write(this.pk, this.values());
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.lacksReason || this.send(), REST);
    }

    get lacksReason() {
      return Boolean(this.field("kad")?.checked) && !this.field("g").value.trim();
    }

    async send(extra = {}) {
      clearTimeout(this.timer);
      if (this.isBusy) return this.flight;
      const isChoice = Object.keys(extra).length > 0;
      if (!isChoice && (this.tr.dataset.state === "conflict" || !this.isChanged)) return undefined;
      this.isBusy = true;
      this.show("Đang lưu…", "is-none", "i-sync");
      this.flight = inTurn(() => this.exchange(extra)).finally(() => {
        this.isBusy = false;
        this.flight = null;
      });
      await this.flight;
      if (!this.isPending && this.isChanged && this.last !== this.said()) return this.send();
      return undefined;
    }

    async exchange(extra) {
      const values = this.values();
      const said = this.said();
      this.last = said;
      shelf.write(this.pk, values);
      if (!navigator.onLine) return this.wait(KEPT, AWAY);
      const body = new URLSearchParams({ ...values, ...extra });
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      let response;
      let text;
      try {
        const signal = AbortSignal.timeout(PATIENCE);
        response = await fetch(this.tr.dataset.save, { method: "POST", body, headers: PARTIAL, signal });
        text = await response.text();
      } catch {
        return this.wait(KEPT, AWAY);
      }
      if (response.status >= 500) return this.wait(KEPT_HERE, BUSY);
      if (isLoggedOut(response)) return this.refuse(GONE);
      if (!response.ok) return this.refuse("Chưa lưu được. Ô đã nhập được giữ trên máy này: tải lại trang rồi thử lại.");
      return this.take(parsed(text).querySelector("[data-row]"), said, extra);
    }

    take(answer, said, extra) {
      this.isPending = false;
      for (const part of answer.querySelectorAll("[id]")) {
        const place = document.getElementById(part.id);
        if (place) place.replaceChildren(...part.childNodes);
      }
      this.tr.className = answer.dataset.css;
      this.tr.dataset.state = answer.dataset.state;
      if (`giu-${this.pk}` in extra) this.keepTheirs(answer);
      const isOpen = "open" in answer.dataset;
      this.part("tc")?.toggleAttribute?.("aria-invalid", false);
      if (answer.dataset.state === "error") this.part("tc")?.setAttribute("aria-invalid", "true");
      this.offer();
      if (isOpen) return;
      this.saved = `giu-${this.pk}` in extra ? this.said() : this.afterSaving(said);
      if (!this.isChanged) shelf.drop(this.pk);
      if (!rows.some((row) => row.isPending)) announce("");
    }

    // The answer empties the signed number of the facts: what was saved is what stands there now, without it.
    afterSaving(said) {
      const f = `f-${this.pk}`;
      return JSON.stringify(JSON.parse(said).map(([name, value]) => (name === f ? [name, ""] : [name, value])));
    }

    keepTheirs(answer) {
      const { value, note, na } = answer.dataset;
      const stored = { [`k-${this.pk}`]: value, [`g-${this.pk}`]: note };
      if (na) stored[`kad-${this.pk}`] = "on";
      for (const name of ["v", "b", "f"]) stored[`${name}-${this.pk}`] = this.field(name)?.value ?? "";
      this.put(stored);
    }

    offer() {
      const offer = this.tr.querySelector(".offer");
      if (!offer) return;
      const value = this.tr.querySelector(".choice") ? this.tr.querySelector(".choice :checked")?.value : this.field("k").value;
      offer.classList.toggle("offer-quiet", Boolean(value));
      offer.classList.toggle("offer-taken", Boolean(value) && offer.querySelector("[data-take]")?.dataset.take === value);
    }

    wait(words, everywhere) {
      this.isPending = true;
      this.show(words === KEPT ? "Chờ mạng" : "Chờ gửi lại", "is-soon", "i-cloud");
      this.part("loi").replaceChildren(element("p", "note", words));
      announce(everywhere);
    }

    refuse(sentence) {
      this.show("Chưa lưu", "is-late", "i-alert");
      this.part("loi").replaceChildren(element("p", "problem", sentence));
      this.tr.className = "row-error";
    }

    focus() {
      (this.part("tc") || this.tr.querySelector("button, a"))?.focus();
    }
  }

  const rows = form ? [...sheet.querySelectorAll("tr[data-save]")].map((tr) => new Row(tr)) : [];
  const rowOf = (node) => rows.find((row) => row.tr.contains(node));

  // Typing --------------------------------------------------------------------------------------------------------------

  sheet.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (!row || !PARTS.test(event.target.name)) return;
    if (event.target.name.startsWith("k-")) row.field("f").value = "";
    if (event.target.name.startsWith("kad-")) {
      if (event.target.checked) row.put({ ...row.values(), [`k-${row.pk}`]: "" });
      row.close();
      if (row.lacksReason) row.field("g").focus();
    }
    row.typed();
  });
  sheet.addEventListener("change", (event) => {
    const row = rowOf(event.target);
    if (row && PARTS.test(event.target.name) && !row.lacksReason) row.send();
  });
  sheet.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    if (row && !row.tr.contains(event.relatedTarget) && row.isChanged && !row.isPending) row.send();
  });

  // Enter and the arrows go from criterion to criterion, after the last one to the button.
  const stops = () => [
    ...rows.map((row) => row.tr.querySelector(".choice :checked, .choice input") && pressed(row) || row.part("tc")),
    document.querySelector('.total-bar [name="kiem-tra"]'),
  ].filter(Boolean);
  const pressed = (row) => row.tr.querySelector(".choice :checked") || row.tr.querySelector(".choice input");

  sheet.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!target.matches(".ask input") || event.ctrlKey || event.altKey || event.metaKey) return;
    const isRadio = target.type === "radio";
    if (isRadio && (key === "Delete" || key === "Backspace")) return clear(target);
    const step = key === "Enter" ? (event.shiftKey ? -1 : 1) : isRadio ? 0 : { ArrowDown: 1, ArrowUp: -1 }[key] || 0;
    if (!step) return;
    event.preventDefault();
    const row = rowOf(target);
    const found = stops();
    const next = found[found.findIndex((stop) => row.tr.contains(stop)) + step];
    next?.focus();
    if (next?.type === "text") next.select();
  });

  const clear = (radio) => {
    const row = rowOf(radio);
    for (const one of row.tr.querySelectorAll(".choice input")) one.checked = false;
    row.field("f").value = "";
    row.send();
  };

  // What stands behind the three points comes into sight whole; one of them is open at a time.
  sheet.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.(".rest[open]")) return;
    for (const other of sheet.querySelectorAll(".rest[open]")) if (other !== menu) other.open = false;
    menu.querySelector(".rest-in").scrollIntoView({ block: "nearest" });
  }, true);

  // Buttons of a row, and the whole sheet --------------------------------------------------------------------------------

  sheet.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take], [data-mine], [data-theirs]");
    const row = button && rowOf(button);
    if (!row) return;
    event.preventDefault();
    if ("take" in button.dataset) {
      const values = { ...row.values(), [`k-${row.pk}`]: button.dataset.take, [`f-${row.pk}`]: button.value };
      delete values[`kad-${row.pk}`];
      row.put(values);
      row.send();
      row.focus();
    } else {
      row.send({ [button.name]: button.value }).then(() => row.focus());
    }
  });

  const flush = async () => {
    await Promise.all(rows.map((row) => row.flight));
    await Promise.all(rows.map((row) => row.send()));
    return rows.filter((row) => row.isOpen || row.isPending);
  };

  let isThrough = false;
  form?.addEventListener("submit", async (event) => {
    if (isThrough) return;
    event.preventDefault();
    const open = await flush();
    if (open.length) {
      const codes = open.map((row) => row.tr.dataset.code).join(", ");
      announce(open.some((row) => row.isPending) ? AWAY : `Còn ${open.length} dòng chưa lưu: ${codes}. Sửa xong rồi nộp.`);
      open[0].focus();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve)); // a form does not submit while its event is still on its way
    isThrough = true;
    form.requestSubmit(event.submitter);
    isThrough = false;
  });

  // Without network, and after a reload ----------------------------------------------------------------------------------

  const sendKept = () => rows.filter((row) => row.isPending).forEach((row) => row.send());
  addEventListener("online", sendKept);
  setInterval(() => navigator.onLine && sendKept(), AGAIN);

  const restore = (row) => {
    const kept = shelf.read(row.pk);
    if (!kept) return;
    const served = row.said();
    row.put(kept.values);
    if (row.said() === served) shelf.drop(row.pk);
    else row.send();
  };

  // A row that was locked meanwhile: what was typed is told, not lost without a word.
  const tellLocked = () => {
    const lost = [];
    for (const tr of sheet.querySelectorAll("tr[data-mark]:not([data-save])")) {
      const kept = shelf.read(tr.dataset.mark);
      if (kept) lost.push([tr.dataset.mark, `${tr.dataset.code}: ${kept.values[`k-${tr.dataset.mark}`] || "–"}`]);
    }
    if (!lost.length) return;
    const box = element("p", "notice notice-soon kept");
    const words = `Phiếu đã khóa trước khi gửi được các ô nhập lúc mất mạng: ${lost.map(([, text]) => text).join("; ")}. Ghi lại các số này và đề nghị Trưởng Khối gia hạn hoặc người thẩm định trả lại phiếu.`;
    const button = element("button", "btn btn-plain btn-sm", "Bỏ các số này");
    button.type = "button";
    button.addEventListener("click", () => {
      lost.forEach(([pk]) => shelf.drop(pk));
      box.remove();
    });
    box.setAttribute("role", "status");
    box.append(icon("i-alert"), element("span", "", words), button);
    sheet.before(box);
  };

  form?.classList.add("is-scripted");
  rows.forEach((row) => row.close());
  if (!document.querySelector("main .errors")) rows.forEach(restore);
  tellLocked();

  // What stands behind the three points closes again.
  document.addEventListener("click", (event) => {
    for (const menu of sheet.querySelectorAll(".rest[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of sheet.querySelectorAll(".rest[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
