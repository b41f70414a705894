import { announce, behaviour } from "../behaviours.js";

/* A form pressed twice is sent once; the button says that it works. The server holds the rule, this is the courtesy. */
behaviour("submit-once", (form) => {
  let sent = false;
  let button;
  let words;

  const release = () => {
    sent = false;
    if (!button) return;
    button.removeAttribute("aria-busy");
    if (words) words.target.textContent = words.before;
    button = words = undefined;
  };

  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (event.defaultPrevented) return;
    sent = true;
    button = event.submitter;
    announce("saving");
    if (!button) return;
    button.setAttribute("aria-busy", "true");
    const target = button.querySelector("span:not(.visually-hidden)") ?? (button.children.length ? undefined : button);
    if (target && form.method !== "get") {
      words = { target, before: target.textContent };
      target.textContent = document.getElementById("live")?.dataset.saving ?? words.before;
    }
  });

  form.addEventListener("htmx:afterRequest", release);
  window.addEventListener("pageshow", (event) => { if (event.persisted) release(); });
});
