import { behaviour } from "../behaviours.js";

/* The heading of a group of rows becomes a button that folds them; without scripts all rows are shown. */
behaviour("fold-group", (group) => {
  const words = group.querySelector("[data-fold]");
  if (!words) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold";
  button.setAttribute("aria-expanded", "true");
  const icons = document.querySelector(".icon use")?.getAttribute("href")?.split("#")[0];
  if (icons) {
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("class", "icon");
    icon.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${icons}#chevron-right`);
    icon.append(use);
    button.append(icon);
  }
  words.replaceWith(button);
  button.append(words);
  button.addEventListener("click", () => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    for (const row of group.rows) if (!row.contains(button)) row.hidden = isOpen;
  });
});
