import { behaviour } from "../behaviours.js";

/* Leaving a form with unsaved text asks first. */
behaviour("warn-unsaved", (form) => {
  let changed = form.hasAttribute("data-changed-from-start");
  const ask = (event) => {
    if (!form.isConnected) window.removeEventListener("beforeunload", ask);
    else if (changed) event.preventDefault();
  };
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  form.addEventListener("reset", () => { changed = false; });
  window.addEventListener("beforeunload", ask);
});
