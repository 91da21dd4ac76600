// The scoring table: rows dragged or moved by the arrow keys, and the fields a kind does not have put away.
// Without this file "Lên một dòng", "Xuống một dòng" move a row and every field stands on the page.
(() => {
  "use strict";

  // The fields of one criterion, by kind ------------------------------------------------------------------------

  const form = document.querySelector("form[data-kinds]");
  if (form) {
    const shown = JSON.parse(form.dataset.kinds);
    const kind = form.elements.kind;
    const show = () => {
      for (const [name, kinds] of Object.entries(shown)) {
        const field = form.elements[name];
        const has = kinds.includes(kind.value);
        field.disabled = !has; // what is put away is not sent
        form.querySelector(`.of-${name}`).hidden = !has;
      }
    };
    kind.addEventListener("change", show);
    form.addEventListener("input", show); // also when the browser brings back what was typed
    show();
  }

  // The order ----------------------------------------------------------------------------------------------------

  const table = document.getElementById("bang-diem");
  if (!table) return;
  const told = document.getElementById("thu-tu-noi");
  const seen = table.elements["thu-tu-cu"];
  let saving = Promise.resolve();

  const rowsOf = (row) => [...row.parentElement.querySelectorAll(".bt-row")];
  const order = () => [...table.querySelectorAll("[name=thu-tu]")].map((field) => field.value);
  const code = (row) => row.querySelector(".c-code").textContent;

  const putBack = (keys) => {
    for (const key of keys) {
      const row = document.getElementById(`tc-${key}`);
      row.parentElement.append(row);
    }
  };

  const send = async (wanted, words) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", table.elements.csrfmiddlewaretoken.value);
    data.set("thu-tu-cu", seen.value);
    for (const key of wanted) data.append("thu-tu", key);
    told.textContent = "Đang lưu thứ tự…";
    let answer;
    try {
      answer = await fetch(table.dataset.order, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    } catch {
      putBack(seen.value.split(","));
      told.textContent = "Mất kết nối: thứ tự chưa lưu, đã để lại như cũ.";
      return;
    }
    if (answer.ok && !answer.headers.get("HX-Redirect") && !answer.redirected) {
      seen.value = wanted.join(",");
      told.textContent = `${words} Đã lưu thứ tự.`;
      return;
    }
    putBack(seen.value.split(","));
    told.textContent = answer.status === 409 ? await answer.text() : "Thứ tự chưa lưu. Tải lại trang rồi sắp lại.";
  };

  const save = (row) => {
    const wanted = order();
    if (wanted.join(",") === seen.value) return;
    const rows = rowsOf(row);
    const words = `Tiêu chí ${code(row)} đứng thứ ${rows.indexOf(row) + 1} trong ${rows.length}.`;
    saving = saving.then(() => send(wanted, words)); // one after the other: each starts from what the last one stored
  };

  const step = (row, by) => {
    const rows = rowsOf(row);
    const other = rows[rows.indexOf(row) + by];
    if (!other) return;
    if (by < 0) row.after(other);
    else row.before(other);
    save(row);
  };

  const drag = (grip, start) => {
    const row = grip.closest(".bt-row");
    row.classList.add("bt-moving");
    grip.setPointerCapture(start.pointerId);
    const move = (event) => {
      for (const other of rowsOf(row)) { // the others make way: a row that is moved itself loses the pointer
        if (other === row) continue;
        const box = other.getBoundingClientRect();
        const isAbove = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING;
        if (isAbove && event.clientY < box.top + box.height / 2) return row.after(other);
        if (!isAbove && event.clientY > box.top + box.height / 2) row.before(other);
      }
    };
    const end = () => {
      row.classList.remove("bt-moving");
      grip.removeEventListener("pointermove", move);
      save(row);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("lostpointercapture", end, { once: true });
  };

  for (const grip of table.querySelectorAll(".grip")) {
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      grip.focus();
      drag(grip, event);
    });
    grip.addEventListener("keydown", (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      step(grip.closest(".bt-row"), by);
    });
  }

  document.addEventListener("click", (event) => {
    for (const menu of table.querySelectorAll(".rest[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  table.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest(".rest[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
