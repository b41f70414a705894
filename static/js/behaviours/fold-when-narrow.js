import { behaviour } from "../behaviours.js";

/* A <details open> that starts folded where the page is narrow, and is always open where it is wide. */
const wide = window.matchMedia("(width >= 48rem)");

behaviour("fold-when-narrow", (details) => {
  const fold = () => { details.open = wide.matches; };
  fold();
  details.dataset.folded = "";
  wide.addEventListener("change", fold);
});
