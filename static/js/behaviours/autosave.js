import { behaviour } from "../behaviours.js";

/* A form that saves itself: a pause in the writing, or leaving the field, sends it with autosave=1. The server answers
   with the values that now count as loaded and a word beside the field; nothing else on the page is drawn anew. */
const PAUSE = 900; // milliseconds
const WRITTEN = "textarea, input:not([type=hidden])";

behaviour("autosave", (form) => {
  let timer;
  const isChanged = (field) => {
    const loaded = form.querySelector(`[name="was-${CSS.escape(field.name)}"]`);
    return loaded && loaded.value.trim() !== field.value.trim();
  };
  const save = () => {
    window.clearTimeout(timer);
    if (!form.isConnected || ![...form.querySelectorAll(WRITTEN)].some((field) => field.name && isChanged(field))) return;
    window.htmx.trigger(form, "autosave");
  };

  if (form.querySelector("textarea")) {
    form.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, PAUSE);
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) save();
    });
  }
  form.addEventListener("submit", () => window.clearTimeout(timer));

  form.addEventListener("htmx:configRequest", (event) => {
    if (event.target === form && event.detail.triggeringEvent?.type !== "submit" && event.detail.verb === "post") {
      event.detail.parameters.autosave = "1";
    }
  });
});
