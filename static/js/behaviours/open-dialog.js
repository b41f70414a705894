import { behaviour } from "../behaviours.js";

/* A link to a page that asks something opens the dialog that asks the same, named by data-dialog. */
behaviour("open-dialog", (opener) => {
  opener.addEventListener("click", (event) => {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (!dialog || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
});
