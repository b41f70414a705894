import { announce } from "../behaviours.js";

/* After a part of the page was replaced: the focus stays where it was, and a live region says what changed. */
let focused;

document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  const inside = active && active !== document.body && event.detail.target?.contains(active);
  focused = inside ? { id: active.id, name: active.getAttribute("name"), target: event.detail.target.id } : undefined;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const said = event.detail.elt?.querySelector?.("[data-announce]") ?? event.detail.elt?.closest?.("[data-announce]");
  if (said) announce(said.dataset.announce);
  if (!focused || (document.activeElement && document.activeElement !== document.body)) return;
  const { id, name, target } = focused;
  focused = undefined;
  const again = (id && document.getElementById(id)) || (name && document.getElementsByName(name)[0]) || document.getElementById(target);
  if (!again) return;
  if (!again.matches("a[href], button, input, select, textarea, summary, [tabindex]")) again.tabIndex = -1;
  again.focus({ preventScroll: true });
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => announce("failed"));
}
