import { behaviour } from "../behaviours.js";

/* «@» in a comment suggests the people of the list below it; the choice is written into the text and ticked. */
const MOST = 8;
const WRITTEN = /(?:^|[\s(])@([\p{L}\p{M}\-'. ]{0,40})$/u;

behaviour("mention", (form) => {
  const text = form.querySelector("textarea");
  const boxes = [...form.querySelectorAll("[data-mention-people] input")];
  if (!text || !boxes.length) return;
  const list = document.createElement("ul");
  list.className = "mention-list";
  list.id = `${text.id}-namn`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("[data-mention-people] summary").textContent.trim());
  list.hidden = true;
  text.after(list);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", list.id);
  let chosen = 0;
  let offered = [];

  const close = () => {
    list.hidden = true;
    offered = [];
    text.removeAttribute("aria-activedescendant");
  };
  const point = (place) => {
    chosen = (place + offered.length) % offered.length;
    [...list.children].forEach((option, each) => option.setAttribute("aria-selected", String(each === chosen)));
    text.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const take = (box) => {
    const start = text.value.slice(0, text.selectionStart).replace(/@[^@]*$/u, `@${box.dataset.name} `);
    text.setRangeText(start, 0, text.selectionStart, "end");
    box.checked = true;
    box.dataset.written = "";
    close();
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  };
  const show = () => {
    const begun = WRITTEN.exec(text.value.slice(0, text.selectionStart))?.[1].toLowerCase();
    const fits = (name) => name.startsWith(begun) || name.includes(` ${begun}`);
    offered = begun === undefined ? [] : boxes.filter((box) => fits(box.dataset.name.toLowerCase())).slice(0, MOST);
    if (!offered.length) return close();
    list.replaceChildren(...offered.map((box, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.textContent = [box.dataset.name, box.dataset.title].filter(Boolean).join(", ");
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(box); });
      return option;
    }));
    list.hidden = false;
    point(0);
  };

  text.addEventListener("input", () => {
    /* A name that is taken out of the text again names nobody. */
    for (const box of boxes.filter((each) => "written" in each.dataset)) {
      if (text.value.includes(`@${box.dataset.name}`)) continue;
      box.checked = false;
      delete box.dataset.written;
    }
    show();
  });
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const keys = {
      ArrowDown: () => point(chosen + 1),
      ArrowUp: () => point(chosen - 1),
      Enter: () => take(offered[chosen]),
      Tab: () => take(offered[chosen]),
      Escape: close,
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
});
