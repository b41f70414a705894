import { behaviour } from "../behaviours.js";

/* A line of words between commas: the <datalist> suggests the word being written, and leaves those before it. */
behaviour("complete-list", (line) => {
  const list = line.list;
  if (!list) return;
  const words = [...list.options].map((option) => option.value);
  const offer = () => {
    const head = line.value.slice(0, line.value.lastIndexOf(",") + 1).trimEnd();
    const used = new Set(head.split(",").map((word) => word.trim().toLowerCase()));
    list.replaceChildren(
      ...words.filter((word) => !used.has(word.toLowerCase())).map((word) => new Option("", head ? `${head} ${word}` : word)),
    );
  };
  line.addEventListener("input", offer);
  offer();
});
