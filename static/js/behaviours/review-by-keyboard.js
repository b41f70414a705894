import { behaviour } from "../behaviours.js";

/* The review without the mouse: single keys, which can be turned off in the dialog that «?» opens. They work everywhere
   on the page but in a field that takes letters itself; a field of points takes figures only. */
const WRITES = "input:not([type=radio], [type=checkbox], [type=hidden], [inputmode=decimal]), textarea, select";
const FIRST = ["[data-edit]", "input:not([type=hidden])", "select", "button", "summary", "a"]; // where the work is, first
const OFF = "kompass-review-keys-off";

behaviour("review-by-keyboard", (page) => {
  const dialog = document.getElementById("tangenter");
  const toggle = document.getElementById("tangenter-pa");
  let isOn = true;
  try {
    isOn = window.localStorage.getItem(OFF) === null;
  } catch { /* no storage: on */ }
  toggle.checked = isOn;
  toggle.addEventListener("change", () => {
    isOn = toggle.checked;
    try {
      if (isOn) window.localStorage.removeItem(OFF);
      else window.localStorage.setItem(OFF, "1");
    } catch { /* holds for this page */ }
  });

  const items = () => [...page.querySelectorAll(".item")];
  const here = () => document.activeElement?.closest?.(".item");
  const opener = (item) => item.querySelector("[data-edit]") ?? item.querySelector("button");
  const enter = (item) => {
    if (!item) return;
    opener(item)?.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
  };
  const press = (item, ...values) => {
    const button = values.map((value) => item?.querySelector(`[name=action][value="${value}"]`)).find(Boolean);
    button?.focus({ preventScroll: true }); // the one in its place gets the focus afterwards
    button?.click(); // not requestSubmit: htmx sends the button's value only where it was clicked
    return Boolean(button);
  };

  const confirm = () => {
    const value = document.activeElement?.closest?.("[data-unsure]");
    const button = value?.querySelector("[name=action][value=confirm], button[name=value]");
    if (!button) return;
    // The place to go on from: the button itself goes away.
    if (document.activeElement === button) FIRST.map((each) => value.querySelector(each)).find(Boolean)?.focus({ preventScroll: true });
    button.click();
  };

  const step = (by) => {
    const all = items();
    const now = here();
    if (now) return enter(all[all.indexOf(now) + by]);
    const seen = all.findIndex((item) => item.getBoundingClientRect().bottom > 0);
    return enter(all[Math.max(seen, 0)]);
  };

  const nextUnsure = () => {
    const unsure = [...page.querySelectorAll(".review__main [data-unsure]")];
    if (!unsure.length) return;
    const from = document.activeElement;
    const after = unsure.find((each) => !each.contains(from) &&
      from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
    const value = (page.contains(from) ? after : undefined) ?? unsure[0];
    if (value.matches("details")) value.open = true;
    const target = FIRST.map((each) => value.querySelector(each)).find(Boolean);
    value.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  };

  const open = (item, then) => {
    const link = item?.querySelector("[data-edit]");
    if (!link) return;
    // After the form's own autofocus, which the browser carries out a moment later.
    const focus = () => window.setTimeout(() => item.querySelector(then)?.focus(), 60);
    if (then) item.addEventListener("htmx:afterSettle", focus, { once: true });
    window.htmx.process(item); // a key may come before what was just drawn is wired
    link.click();
  };

  const KEYS = {
    n: nextUnsure,
    j: () => step(1),
    k: () => step(-1),
    e: () => open(here()),
    s: () => open(here()),
    t: () => open(here(), "[name=destination]"),
    m: () => press(here(), "merge"),
    d: () => press(here(), "drop", "restore"),
    r: confirm,
    u: () => document.getElementById("angra-steget")?.click(),
    "?": () => dialog.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (!isOn || !page.isConnected || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const field = event.target;
    if (field.matches?.(WRITES) || field.closest?.("dialog, .item-form")) return;
    const arrow = here() && { ArrowDown: "j", ArrowUp: "k" }[event.key];
    const act = KEYS[arrow || event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  page.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) dialog.showModal();
    const next = event.target.closest("#nasta");
    if (!next) return;
    event.preventDefault();
    nextUnsure();
  });

  // A closed form: the focus goes back to the link that opened it.
  page.addEventListener("htmx:afterSettle", (event) => {
    const item = event.target;
    if (item.matches?.(".item") && item.querySelector(".item-form")) item.scrollIntoView({ block: "nearest" });
    if (item.matches?.(".item, .text") && (document.activeElement === document.body || document.activeElement === item)) {
      opener(item)?.focus({ preventScroll: true });
    }
  });
});
