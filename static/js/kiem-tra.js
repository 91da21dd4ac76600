// A file may be dropped onto the form; it is sent as if it had been chosen. The page works without this file.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-drop]")) {
    const input = form.querySelector("input[type=file]");
    const hint = form.querySelector(".check-drop-hint");
    if (hint) hint.hidden = false;
    const over = (isOver) => (event) => {
      event.preventDefault();
      form.classList.toggle("is-over", isOver);
    };
    form.addEventListener("dragover", over(true));
    form.addEventListener("dragleave", over(false));
    form.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length !== 1) return;
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }
})();
