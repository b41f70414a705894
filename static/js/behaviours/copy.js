import { announce, behaviour } from "../behaviours.js";

/* Copies the value of the field named by data-copy. */
behaviour("copy", (button) => {
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  let timer;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      return;
    }
    words.textContent = button.dataset.copied;
    announce(button.dataset.copied);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => { words.textContent = before; }, 2000);
  });
});
