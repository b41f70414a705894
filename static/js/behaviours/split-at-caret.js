import { behaviour } from "../behaviours.js";

/* Ctrl+Enter, or the button, splits where the caret stands; Escape closes the form, which has saved itself. */
behaviour("split-at-caret", (form) => {
  const field = form.querySelector("textarea");
  const button = form.querySelector("[name=action][value=split]");
  const caret = form.querySelector("[name=caret]");
  if (!field || !button) return;
  const gap = caret ? "\n\n" : "\n"; // a text is split at a blank line, an item at a line break

  const mark = () => {
    const place = field.selectionStart ?? 0;
    const before = field.value.slice(0, place);
    const after = field.value.slice(place);
    const isMarked = caret ? /\n\s*\n\s*$/.test(before) || /^\s*\n\s*\n/.test(after) : field.value.trim().includes("\n");
    if (!isMarked && before.trim() && after.trim()) field.value = `${before.trimEnd()}${gap}${after.trimStart()}`;
    if (caret) caret.value = String(before.trimEnd().length + gap.length);
  };

  button.addEventListener("click", mark);
  form.addEventListener("keydown", (event) => {
    if (event.target === field && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      button.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      form.querySelector("[data-close]")?.click();
    }
  });
});
