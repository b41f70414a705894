/* Dragging by mouse or pen, for behaviours that move things between places. A finger scrolls the page instead: on a
   touch screen, as with the keyboard, the thing's own menu moves it. */
const THRESHOLD = 6;
const EDGE = 48;

/** Let what matches `item` inside root be dropped on what matches `place`; drop(item, place) is called once. */
export function dragging(root, { item: itemSelector, place: placeSelector, drop }) {
  let held;

  const placeAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(placeSelector);

  const mark = (place) => {
    if (held.place === place) return;
    held.place?.removeAttribute("data-over");
    held.place = place && root.contains(place) ? place : undefined;
    held.place?.setAttribute("data-over", "");
  };

  const lift = () => {
    const box = held.item.getBoundingClientRect();
    held.ghost = held.item.cloneNode(true);
    held.ghost.removeAttribute("id");
    held.ghost.setAttribute("aria-hidden", "true");
    held.ghost.setAttribute("inert", "");
    held.ghost.classList.add("is-ghost");
    held.ghost.style.width = `${box.width}px`;
    held.at = { x: box.left - held.x, y: box.top - held.y };
    document.body.append(held.ghost);
    held.item.setAttribute("data-dragging", "");
  };

  const end = () => {
    if (!held) return;
    held.place?.removeAttribute("data-over");
    held.ghost?.remove();
    held.item.removeAttribute("data-dragging");
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", release);
    document.removeEventListener("pointercancel", end);
    document.removeEventListener("keydown", leave, true);
    held = undefined;
  };

  const move = (event) => {
    if (!held.ghost) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < THRESHOLD) return;
      lift();
    }
    event.preventDefault();
    held.ghost.style.translate = `${event.clientX + held.at.x}px ${event.clientY + held.at.y}px`;
    mark(placeAt(event));
    if (event.clientY < EDGE) window.scrollBy(0, -12);
    else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
  };

  const release = (event) => {
    const { item, ghost, place } = held;
    if (ghost) {
      // the press that ends a drag is no click on the link under it
      const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
      document.addEventListener("click", swallow, { capture: true, once: true });
      window.setTimeout(() => document.removeEventListener("click", swallow, true), 0);
      event.preventDefault();
    }
    end();
    if (ghost && place && !place.contains(item)) drop(item, place);
  };

  const leave = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    end();
  };

  root.addEventListener("pointerdown", (event) => {
    const item = event.target.closest(itemSelector);
    if (!item || event.button !== 0 || event.pointerType === "touch" || root.ariaBusy === "true") return;
    if (event.target.closest("button, summary, select, input, .menu__panel")) return;
    held = { item, x: event.clientX, y: event.clientY };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", release);
    document.addEventListener("pointercancel", end);
    document.addEventListener("keydown", leave, true);
  });
  root.addEventListener("dragstart", (event) => { if (event.target.closest(itemSelector)) event.preventDefault(); });
}

/** Send a form to the server and draw its answer in place of root; then the focus is on the first that has one of these ids.
    Until the answer is there the thing stands where it was dropped; where none comes it goes back. */
export function send(form, root, { focus = [], item, list } = {}) {
  const home = item && { parent: item.parentElement, next: item.nextElementSibling };
  if (item && list) list.prepend(item);
  item?.setAttribute("aria-busy", "true");
  root.setAttribute("aria-busy", "true"); // until the answer takes its place, no other move begins
  const target = `#${root.id}`;
  const back = () => {
    root.removeAttribute("aria-busy");
    if (!item?.isConnected) return;
    item.removeAttribute("aria-busy");
    home.parent.insertBefore(item, home.next);
  };
  return window.htmx
    .ajax("POST", form.getAttribute("action"), { source: form, target, swap: "outerHTML" })
    .then(() => {
      const found = focus.map((id) => document.getElementById(id)).find((element) => element);
      found?.focus({ preventScroll: true });
    }, () => {})
    .finally(back);
}
