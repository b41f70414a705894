import { behaviour } from "../behaviours.js";

/* The report beside the proposal: always open where both have room, folded where it would push the proposal away. */
const wide = window.matchMedia("(width >= 68.75rem)");

behaviour("open-when-wide", (details) => {
  const fold = () => { details.open = wide.matches || window.location.hash === "#rapporten"; };
  fold();
  wide.addEventListener("change", fold);
});
