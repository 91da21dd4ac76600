// Small helps; every page also works without this file.
document.addEventListener("click", (event) => {
  const reveal = event.target.closest("[data-reveal]");
  if (reveal) {
    const field = document.getElementById(reveal.dataset.reveal);
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    reveal.textContent = shown ? "Hiện" : "Ẩn";
    reveal.setAttribute("aria-pressed", String(!shown));
  }
  for (const menu of document.querySelectorAll(".account[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".account[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
