import { behaviour } from "../behaviours.js";
import { dragging, send } from "../dragging.js";

/* Effort against effect (templates/components/matrix.html): a chip is dragged into a cell, or its button opens the one
   form, filled with what the chip says. Without scripts the button is a link to the page with the form open. */
behaviour("matrix", (root) => {
  const form = root.querySelector("[data-matrix-form]");
  if (!form) return;
  const dialog = form.closest("dialog");
  const fields = form.elements;

  const fill = (chip, effort, effect) => {
    form.setAttribute("action", chip.dataset.post);
    fields["was-effort"].value = chip.dataset.effort;
    fields["was-expected_effect"].value = chip.dataset.effect;
    fields.effort.value = effort;
    fields.expected_effect.value = effect;
    form.dataset.chip = chip.id;
  };

  dragging(root, {
    item: "[data-post]",
    place: "[data-cell]",
    drop: (chip, cell) => {
      fill(chip, cell.dataset.effort, cell.dataset.effect);
      send(form, root, { focus: [`${chip.id}-andra`], item: chip, list: cell.querySelector("ul") });
    },
  });

  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-assess]");
    if (!opener || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const chip = opener.closest("[data-post]");
    event.preventDefault();
    if (root.ariaBusy === "true") return;
    fill(chip, chip.dataset.effort, chip.dataset.effect);
    form.querySelector("[data-name]").textContent = chip.dataset.name;
    dialog.showModal();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    send(form, root, { focus: [`${form.dataset.chip}-andra`] });
  });

  if (dialog.open) { // the server opened it
    dialog.close();
    dialog.showModal();
  }
});
