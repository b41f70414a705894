import { behaviour } from "../behaviours.js";

/* Decisions without the mouse: 1 to 4 choose, Enter saves, arrows change improvement opportunity. Only where the focus
   is in the chosen one and not in a field that takes the key itself. */
const WRITES = "input:not([type=radio], [type=hidden]), textarea, select";
const PRESSES = "a, button, summary";

behaviour("decide-by-keyboard", (page) => {
  const chosen = page.querySelector("#val");
  if (!chosen) return;
  page.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (window.location.hash === "#val" && !document.querySelector(".error-summary")) {
    chosen.focus({ preventScroll: true });
  }

  chosen.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || field.matches(WRITES)) return;
    const form = chosen.querySelector("form.decision-form");
    if (/^[1-4]$/.test(event.key) && form) {
      const choice = form.querySelectorAll("[name=kind]")[Number(event.key) - 1];
      choice.checked = true;
      choice.dispatchEvent(new Event("input", { bubbles: true }));
      choice.focus();
    } else if (event.key === "Enter" && form && !field.matches(PRESSES)) {
      form.requestSubmit(form.querySelector("button:not([type=button])"));
    } else if (!field.matches("[type=radio]") && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const link = chosen.querySelector(event.key === "ArrowUp" ? "a[rel=prev]" : "a[rel=next]");
      if (!link) return;
      link.click();
    } else {
      return;
    }
    event.preventDefault();
  });
});
