import { behaviour } from "../behaviours.js";
import { dragging, send } from "../dragging.js";

/* Columns of cards: one is dragged into another column, or its menu says where to. The server presses the verb and
   draws the board as it stands then; what it refuses goes back. */
behaviour("board", (root) => {
  const form = root.querySelector("[data-board-form]");
  if (!form) return;

  const move = (card, status, list) => {
    form.setAttribute("action", card.dataset.post);
    form.elements.till.value = status;
    send(form, root, { focus: [`${card.id}-flytta`, card.id], item: card, list });
  };

  dragging(root, {
    item: "[data-post]",
    place: "[data-column]",
    drop: (card, column) => move(card, column.dataset.column, column.querySelector("ul")),
  });

  root.addEventListener("submit", (event) => {
    const card = event.target.closest("[data-post]");
    if (!card || !event.submitter?.value) return;
    event.preventDefault();
    if (root.ariaBusy === "true") return;
    move(card, event.submitter.value);
  });
});
