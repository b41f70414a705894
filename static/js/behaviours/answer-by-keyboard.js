import { behaviour } from "../behaviours.js";

/* Many answers without the mouse: Enter in a row saves it (Ctrl+Enter in its text), and the focus goes on to the next
   one that is not answered. Without this the plain form saves all. */
behaviour("answer-by-keyboard", (form) => {
  const first = (row) => row.querySelector("[type=radio]:checked") ?? row.querySelector("[type=radio]");

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".answer");
    if (!row || event.key !== "Enter" || event.altKey || event.target.matches("a, button, summary")) return;
    if (event.target.matches("textarea") && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    row.querySelector("button[name=save]").click();
  });

  form.addEventListener("htmx:afterSettle", (event) => {
    const row = event.target.closest(".answer");
    if (!row) return;
    const wrong = row.querySelector("[aria-invalid=true]");
    if (wrong) {
      wrong.focus();
    } else if (row.hasAttribute("data-saved")) {
      const rows = [...form.querySelectorAll(".answer")];
      const later = rows.slice(rows.indexOf(row) + 1);
      const next = [...later, ...rows].find((each) => !each.hasAttribute("data-answered"));
      if (next) first(next).focus();
      else form.querySelector(".form__buttons a").focus();
    }
  });
});
