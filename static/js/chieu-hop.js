// The arrow keys walk through the items; without this file the links do. What is being typed is left alone.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], [role=region]")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = rel && document.querySelector(`.meet-walk a[rel=${rel}]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});

// Copying needs a script and a safe address; where either is missing the button stays away.
for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const heading = source.querySelector("h2").textContent;
    const lines = [...source.querySelectorAll("li")].map((line, place) => `${place + 1}. ${line.textContent}`);
    await navigator.clipboard.writeText([heading, "", ...lines].join("\n"));
    document.getElementById("da-chep").textContent = "Đã chép.";
    button.textContent = "Đã chép";
  });
}
