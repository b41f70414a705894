import { announce, behaviour } from "../behaviours.js";

/* What is written in a form is kept in this browser until the server has it, so that a closed tab or a lost session
   loses nothing. Copies are shown to the person who wrote them only. They are thrown away after a week, when the person
   signs out, and when another one signs in. */
const ALL = "kompass-draft:";
const PREFIX = `${ALL}${document.body.dataset.keeper ?? ""}:`;
const WEEK = 7 * 24 * 60 * 60 * 1000; // milliseconds

const keyOf = (form) => PREFIX + form.getAttribute("action");

function read(key) {
  try {
    return JSON.parse(window.localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value) window.localStorage.setItem(key, JSON.stringify(value));
    else window.localStorage.removeItem(key);
  } catch { /* a full or closed storage: the server still saves */ }
}

/** Throw away the copies whose names do not begin so. */
function forget(but) {
  try {
    const keys = Object.keys(window.localStorage).filter((key) => key.startsWith(ALL));
    for (const key of keys) if (!but || !key.startsWith(but)) window.localStorage.removeItem(key);
  } catch { /* no storage: nothing is kept */ }
}

if (document.body.dataset.keeper) forget(PREFIX);

behaviour("forget-drafts", (form) => form.addEventListener("submit", () => forget()));

/** The addresses of forms below `path` whose text waits in this browser. */
function kept(path) {
  const found = [];
  for (let place = window.localStorage.length - 1; place >= 0; place -= 1) {
    const key = window.localStorage.key(place);
    if (!key?.startsWith(PREFIX)) continue;
    const draft = read(key);
    if (!draft || Date.now() - draft.at > WEEK) write(key);
    else if (key.startsWith(PREFIX + path)) found.push(key.slice(PREFIX.length));
  }
  return found;
}

behaviour("keep-draft", (form) => {
  const field = form.querySelector("textarea");
  const loaded = () => form.querySelector(`[name="was-${CSS.escape(field.name)}"]`)?.value ?? "";
  const draft = read(keyOf(form));
  if (draft && draft.text.trim() !== field.value.trim()) {
    field.value = draft.text;
    const was = form.querySelector(`[name="was-${CSS.escape(field.name)}"]`);
    if (was) was.value = draft.was; // so that a change by somebody else meanwhile is seen
    const status = form.querySelector(".saved");
    if (status && field.dataset.back) status.textContent = field.dataset.back;
    if (field.dataset.back) announce(field.dataset.back);
  }
  form.addEventListener("input", (event) => {
    if (event.target === field) write(keyOf(form), { text: field.value, was: loaded(), at: Date.now() });
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const { xhr, successful, requestConfig } = event.detail;
    if (!successful || requestConfig?.verb !== "post" || xhr.getResponseHeader("HX-Redirect")) return;
    if (!form.isConnected || loaded().trim() === field.value.trim()) write(keyOf(form));
  });
});

behaviour("kept-drafts", (page) => {
  const told = page.querySelector(".review__drafts");
  if (!told) return;
  let waiting = [];
  try {
    waiting = kept(window.location.pathname);
  } catch { /* no storage */ }
  const opener = waiting.map((path) => page.querySelector(`[data-edit][href="${CSS.escape(path)}"]`)).find(Boolean);
  if (!opener) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link-button";
  button.textContent = told.dataset.open;
  button.addEventListener("click", () => {
    told.hidden = true;
    const folded = opener.closest("details");
    if (folded) folded.open = true;
    opener.click();
  });
  told.append(`${told.dataset.text} `, button);
  told.hidden = false;
});
