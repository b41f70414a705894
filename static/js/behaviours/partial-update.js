import { announce } from "../behaviours.js";

/* After a part of the page was replaced: the focus stays where it was, and a live region says what changed. */
const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
let left;

const inside = (target) => {
  const active = document.activeElement;
  if (!active || active === document.body || !target?.contains(active)) return undefined;
  return { id: active.id, name: active.getAttribute("name"), href: active.getAttribute("href") };
};

document.addEventListener("htmx:beforeSwap", (event) => { left = inside(event.detail.target); });
document.addEventListener("htmx:oobBeforeSwap", (event) => { left ??= inside(event.detail.target); });

document.addEventListener("htmx:afterSettle", (event) => {
  const settled = event.detail.elt;
  const said = settled?.matches?.("[data-announce]") ? settled : settled?.querySelector?.("[data-announce]");
  if (said) announce(said.dataset.announce);
  if (!left || !settled?.isConnected) return;
  const { id, name, href } = left;
  left = undefined;
  if (document.activeElement && document.activeElement !== document.body) return;
  const again =
    (id && document.getElementById(id)) ||
    (name && settled.querySelector(`[name="${CSS.escape(name)}"]`)) ||
    (href && settled.querySelector(`[href="${CSS.escape(href)}"]`)) ||
    settled;
  if (!again.matches(FOCUSABLE)) again.tabIndex = -1;
  again.focus({ preventScroll: true });
});

for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => announce("failed"));
}
