// The appraisal without reloading: a cell opens its panel, a saved line moves on to the next, the lost network keeps what
// was typed and sends it later. Every form and link here also works without this file.
(() => {
  "use strict";
  const KEPT = `kept:${document.body.dataset.person}:tham-dinh-${location.pathname}`; // static/js/keep.js forgets it
  const AGAIN = 5000; // ms until lines that wait for the network are sent once more
  const PIECES = "td[id], article.line[id], #con-lai, #ghi-chu, #chon, #tong, .section-sum[id]";

  const byId = (id) => document.getElementById(id);
  const grid = byId("luoi");

  // Pieces of the page that came from the server ------------------------------------------------------------------

  const say = (words, isOk = false) => {
    const place = byId("da-luu");
    if (!place) return;
    const line = document.createElement("p");
    line.textContent = words;
    if (isOk) line.className = "is-ok";
    place.replaceChildren(line);
  };

  const swap = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const panel = page.getElementById("mo");
    panel?.remove();
    const said = page.getElementById("da-luu");
    if (said) byId("da-luu")?.replaceChildren(...said.childNodes);
    for (const fresh of page.querySelectorAll(PIECES)) byId(fresh.id)?.replaceWith(fresh);
    return panel;
  };

  // One filled button: the panel's own while it is open, else the way to the next cell.
  const fillNext = (isFilled) => {
    const next = document.querySelector(".page-actions a[data-next]");
    next?.classList.toggle("btn-primary", isFilled);
    next?.classList.toggle("btn-plain", !isFilled);
  };

  const closePanel = () => {
    byId("mo")?.remove();
    fillNext(true);
    for (const cell of document.querySelectorAll("td.selected")) cell.classList.remove("selected");
  };

  const show = (panel) => {
    closePanel();
    if (!panel) return;
    const cell = byId(`o-${panel.dataset.line}`);
    if (!cell) return;
    cell.closest("tr").after(panel);
    fillNext(false);
    cell.classList.add("selected");
    pick(panel.dataset.u);
    panel.scrollIntoView({ block: "nearest" });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    repeat(panel);
    focusField(panel);
  };

  // What the status line says stands in the open panel too, where one looks.
  const repeat = (panel) => {
    const said = byId("da-luu")?.textContent.trim();
    const place = panel.querySelector("[data-state]");
    if (!said || !place || place.textContent.trim() || panel.querySelector(".wrong")) return;
    place.setAttribute("aria-hidden", "true");
    place.classList.add("is-ok");
    place.textContent = said;
  };

  const focusField = (place) => {
    const field =
      place.querySelector("[aria-invalid=true]") || place.querySelector(".fields select, .fields input:not([type=hidden])");
    field?.focus();
    field?.select?.();
  };

  const openLine = () => byId("mo")?.dataset.line;

  const fetchPart = async (address, options = {}) => {
    const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } });
    if (new URL(answer.url).pathname.startsWith("/dang-nhap")) throw new Error("out");
    if (!answer.ok) throw new Error("refused");
    return answer;
  };

  const open = async (address, typed) => {
    byId("da-luu")?.replaceChildren();
    try {
      const answer = await fetchPart(address);
      const panel = swap(await answer.text());
      show(panel);
      if (!panel) return say("Không còn ô nào phải thẩm định.");
      const field = panel.querySelector(".fields input:not([type=hidden])");
      if (typed && field) field.value = typed;
    } catch (problem) {
      say(problem instanceof TypeError ? "Mất kết nối. Mở ô này khi có mạng." : "Chưa mở được ô này. Tải lại trang rồi thử lại.");
    }
  };

  // Sending a line ------------------------------------------------------------------------------------------------

  const stateOf = (form, words) => {
    const place = form?.querySelector("[data-state]");
    if (place) place.textContent = words;
  };

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

  const pairsOf = (form, submitter) => {
    const pairs = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    if (submitter?.name) pairs.push([submitter.name, submitter.value]);
    return pairs;
  };

  const post = (action, pairs) =>
    fetchPart(action, { method: "POST", body: new URLSearchParams([...pairs, ["csrfmiddlewaretoken", token()]]) });

  const send = async (form, submitter) => {
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    const { line } = form.dataset;
    const pairs = pairsOf(form, submitter);
    stateOf(form, "Đang lưu…");
    try {
      const answer = await post(form.action, pairs);
      forget(line);
      arrived(line, answer.redirected, await answer.text());
    } catch (problem) {
      if (problem instanceof TypeError) {
        keep({ line, action: form.getAttribute("action"), pairs, at: Date.now() });
        stateOf(form, "Chờ mạng. Đã giữ trên máy này; sẽ gửi khi có mạng.");
      } else if (problem.message === "out") {
        keep({ line, action: form.getAttribute("action"), pairs, at: Date.now() });
        stateOf(form, "Chưa lưu. Phiên làm việc đã hết: đăng nhập lại ở cửa sổ khác, dòng này sẽ được gửi.");
      } else stateOf(form, "Chưa lưu. Tải lại trang để xem tình trạng mới.");
    } finally {
      delete form.dataset.busy;
    }
  };

  // Saved when the server sent us on; else it is the line again, with what is wrong.
  const arrived = (line, isSaved, html) => {
    const inGrid = Boolean(grid);
    const isElsewhere = inGrid && openLine() && openLine() !== line;
    if (!isSaved) byId("da-luu")?.replaceChildren();
    const panel = swap(html);
    if (inGrid) {
      if (isSaved && isElsewhere) return;
      show(panel);
      if (!panel) document.querySelector(`#o-${line} a`)?.focus();
      return;
    }
    const row = byId(`dong-${line}`);
    if (!row) return;
    if (!isSaved) return focusField(row);
    const rows = [...document.querySelectorAll("article.line")];
    const next = rows.slice(rows.indexOf(row) + 1).find((one) => one.matches(".is-todo"));
    focusField(next || row);
  };

  // What waits for the network -------------------------------------------------------------------------------------

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) || [];
    } catch {
      return [];
    }
  };
  const write = (lines) => {
    try {
      if (lines.length) localStorage.setItem(KEPT, JSON.stringify(lines));
      else localStorage.removeItem(KEPT);
    } catch {
      // no storage: what was typed stays in the fields as long as the page is open
    }
  };
  let waiting = kept();
  const keep = (one) => {
    waiting = [...waiting.filter((other) => other.line !== one.line), one];
    write(waiting);
  };
  const forget = (line) => {
    waiting = waiting.filter((other) => other.line !== line);
    write(waiting);
  };

  const refill = ({ line, pairs }) => {
    const form = document.querySelector(`form.fields[data-line="${line}"]`);
    if (!form) return;
    for (const [name, value] of pairs) {
      const field = form.elements.namedItem(name);
      if (field && ["entry", "reason"].includes(name)) field.value = value;
    }
    stateOf(form, "Chờ mạng. Đã giữ trên máy này; sẽ gửi khi có mạng.");
  };

  let isSending = false;
  const sendKept = async () => {
    if (isSending || !waiting.length) return;
    isSending = true;
    try {
      for (const one of [...waiting]) {
        const answer = await post(one.action, one.pairs);
        forget(one.line);
        arrived(one.line, answer.redirected, await answer.text());
      }
    } catch (problem) {
      if (problem.message === "refused") forget(waiting[0].line); // the page says why when it is loaded again
    } finally {
      isSending = false;
    }
  };
  waiting.forEach(refill);
  window.addEventListener("online", sendKept);
  window.setInterval(sendKept, AGAIN);
  sendKept();

  // Keys and clicks ------------------------------------------------------------------------------------------------

  const pick = (unit) => {
    for (const one of document.querySelectorAll("[data-u]")) one.classList.toggle("u-on", one.dataset.u === unit);
    for (const one of document.querySelectorAll("[data-pick]")) {
      if (one.dataset.pick === unit) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-forget]")) return write([]);
    if (!event.target.matches("form[data-part]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const unit = event.target.closest("[data-pick]");
    const cell = grid && event.target.closest("a[data-o]");
    const next = grid && event.target.closest("a[data-next]");
    if (!unit && !cell && !next) return;
    event.preventDefault();
    if (unit) pick(unit.dataset.pick);
    else if (cell) open(cell.href);
    else open(`${new URL(next.href).pathname}?tiep=${openLine() || 0}`);
  });

  const at = (cell) => {
    const row = cell.closest("tr");
    return { row: row.rowIndex, column: [...row.cells].indexOf(cell.closest("td")) };
  };

  // The nearest cell that way: up and down in the unit's column, left and right in the row as far as there is one.
  const neighbour = (from, key) => {
    const here = at(from);
    const isVertical = key === "ArrowUp" || key === "ArrowDown";
    const sign = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
    const ways = (cells) =>
      cells
        .map((cell) => ({ cell, ...at(cell) }))
        .map((one) => ({ ...one, along: sign * (isVertical ? one.row - here.row : one.column - here.column) }))
        .filter((one) => one.along > 0 && (!isVertical || one.column === here.column))
        .sort((a, b) => a.along - b.along || Math.abs(a.row - here.row) - Math.abs(b.row - here.row));
    const found = ways([...grid.querySelectorAll("a.box")])[0] || ways([...grid.querySelectorAll("a.cell")])[0];
    return found?.cell;
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape" && byId("mo")) {
      const line = openLine();
      closePanel();
      document.querySelector(`#o-${line} a`)?.focus();
    } else if (grid && key.startsWith("Arrow") && target.matches("a.cell")) {
      const next = neighbour(target, key);
      if (!next) return;
      event.preventDefault();
      next.focus();
    } else if (grid && /^\d$/.test(key) && target.matches("a.box") && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      open(target.href, key);
    } else if (key === "Enter" && !event.shiftKey && target.matches(".fields select, .fields textarea")) {
      event.preventDefault();
      target.form.requestSubmit();
    }
  });
})();
