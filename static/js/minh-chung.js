// Evidence beside its row: looked at in place, added in a small window or dropped onto the row, taken away again.
// Every link and form also works without this file. Any page may use it: chips are links with data-see inside a table
// row, which opens the preview as a row beneath.
(() => {
  "use strict";
  const PARTIAL = { "HX-Request": "true" };
  const form = document.getElementById("phieu"); // where files may be dropped

  const element = (name, css, text) => {
    const made = document.createElement(name);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  };

  const parsed = (text) => {
    const template = document.createElement("template");
    template.innerHTML = text;
    return template.content;
  };

  const isLoggedOut = (response) => response.redirected || response.headers.has("HX-Redirect");

  const dialog = document.getElementById("them-minh-chung");
  const chipsOf = (pk) => document.getElementById(`mc-${pk}`);
  const say = (pk, sentence, css = "problem") => {
    chipsOf(pk).querySelector(".said-here")?.remove();
    const words = element("p", `${css} said-here`, sentence);
    words.setAttribute("role", "status");
    chipsOf(pk).append(words);
  };
  const putChips = (pk, text) => chipsOf(pk).replaceChildren(parsed(text));

  // The text of the answer with its status; null when the network is away or the session ended.
  const ask = async (address, options = {}) => {
    try {
      const response = await fetch(address, { headers: PARTIAL, ...options });
      return isLoggedOut(response) ? null : { text: await response.text(), status: response.status };
    } catch {
      return null;
    }
  };

  const see = async (chip) => {
    const tr = chip.closest("tr");
    const shown = tr.nextElementSibling?.matches(".preview-row") ? tr.nextElementSibling : null;
    const was = shown?.querySelector("[data-preview]")?.dataset.preview;
    shown?.remove();
    if (was === chip.dataset.see) return;
    const answer = await ask(chip.href);
    if (answer?.status !== 200) {
      location.assign(chip.href);
      return;
    }
    const row = element("tr", "preview-row");
    const cell = element("td");
    cell.colSpan = [...tr.cells].reduce((sum, one) => sum + one.colSpan, 0);
    cell.append(parsed(answer.text));
    const close = element("button", "btn btn-plain btn-sm", "Đóng");
    close.type = "button";
    close.addEventListener("click", () => {
      row.remove();
      document.querySelector(`[data-see="${chip.dataset.see}"]`)?.focus();
    });
    cell.querySelector(".preview-head .row-of").append(close);
    row.append(cell);
    tr.after(row);
    tr.scrollIntoView({ block: "start" }); // the row and its evidence, one beneath the other
  };

  const openDialog = async (link) => {
    const answer = await ask(link.href);
    if (answer?.status !== 200) {
      location.assign(link.href);
      return;
    }
    dialog.replaceChildren(parsed(answer.text));
    dialog.showModal();
  };

  const sendFiles = async (pk, address, body) => {
    say(pk, "Đang gửi…", "note");
    const answer = await ask(address, { method: "POST", body });
    if (answer?.status === 200) putChips(pk, answer.text);
    else say(pk, answer ? "Chưa gửi được tệp. Mỗi tệp đến 10 MB, mỗi lần đến 25 MB." : "Mất kết nối, tệp chưa gửi được. Gửi lại khi có mạng.");
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("[data-see], [data-add-proof], [data-close]");
    if (!link) return;
    if ("close" in link.dataset && !dialog?.open) return;
    event.preventDefault();
    if ("see" in link.dataset) see(link);
    else if ("close" in link.dataset) dialog.close();
    else openDialog(link);
  });

  document.addEventListener("submit", async (event) => {
    const { target } = event;
    if (target.matches("[data-proof-form]")) {
      event.preventDefault();
      const answer = await ask(target.action, { method: "POST", body: new FormData(target) });
      const pk = target.dataset.proofForm;
      const found = answer?.status === 200 ? parsed(answer.text) : null;
      if (found?.querySelector("[data-proof-form]")) dialog.replaceChildren(found);
      else if (found) {
        chipsOf(pk).replaceChildren(found);
        dialog.close();
        chipsOf(pk).querySelector(".add")?.focus();
      } else {
        dialog.close();
        say(pk, "Chưa gửi được minh chứng. Thử lại khi có mạng.");
      }
    } else if (target.matches("[data-remove]")) {
      event.preventDefault();
      const row = target.closest(".preview-row");
      const pk = row.previousElementSibling.dataset.mark;
      const answer = await ask(target.action, { method: "POST", body: new FormData(target) });
      if (answer?.status === 200) {
        putChips(pk, answer.text);
        row.remove();
        chipsOf(pk).querySelector(".add")?.focus();
      } else say(pk, "Chưa bỏ được minh chứng. Thử lại khi có mạng.");
    }
  });

  // Files dropped onto a row; dropped beside one they must not replace the page.
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  let over = null;
  const hover = (tr) => {
    if (over === tr) return;
    over?.classList.remove("row-drop");
    over?.querySelector(".drop-hint")?.remove();
    over = tr;
    over?.classList.add("row-drop");
    over?.querySelector(".ask").append(element("p", "note drop-hint", "Thả tệp vào dòng này để làm minh chứng."));
  };
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event) || !form) return;
    event.preventDefault();
    hover(event.target.closest?.("tr[data-add]") ?? null);
    event.dataTransfer.dropEffect = over ? "copy" : "none";
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && hover(null));
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event) || !form) return;
    event.preventDefault();
    const tr = event.target.closest?.("tr[data-add]");
    hover(null);
    if (!tr) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("tha", "1");
    for (const file of event.dataTransfer.files) body.append("new_files", file);
    sendFiles(tr.dataset.mark, tr.dataset.add, body);
  });
})();
