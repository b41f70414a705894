import { behaviour } from "../behaviours.js";

/* A box on each row, one for all of them, and a bar (data-bar names it) that says how many are chosen. */
behaviour("select-rows", (table) => {
  const bar = document.getElementById(table.dataset.bar);
  const all = table.querySelector('[data-select="all"]');
  const boxes = [...table.querySelectorAll('tbody input[type="checkbox"]')];
  if (!bar || !all) return;

  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    bar.toggleAttribute("data-chosen", chosen > 0);
    bar.hidden = chosen === 0;
    const words = bar.querySelector("p");
    const text = chosen === 1 ? bar.dataset.one : bar.dataset.many.replace("{count}", chosen);
    if (words) words.textContent = chosen ? text : bar.dataset.none;
  };

  all.addEventListener("change", () => {
    for (const box of boxes) if (!box.closest("tr").hidden) box.checked = all.checked;
    tell();
  });
  table.addEventListener("change", (event) => { if (event.target !== all) tell(); });
  window.addEventListener("pageshow", tell); // the browser gives back what was ticked
  tell();
});
