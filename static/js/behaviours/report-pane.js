import { announce, behaviour } from "../behaviours.js";

/* The report and the proposal, linked both ways: pointing at a value or coming to it marks where it was read and turns
   to that page; a mark leads to the values that were read there. Without this the links do the same by loading. */
const FIRST = ["[data-edit]", "input:not([type=hidden])", "button", "summary", "a"]; // of a value, what takes the focus
const WAIT = 120; // milliseconds of pointing before the page is turned
const BESIDE = "(width >= 68.75rem)"; // as in pages/review.css

behaviour("report-pane", (page) => {
  if (!page.hasAttribute("data-has-pane")) return;
  const fold = page.querySelector(".review__report");
  let wanted; // the link whose place is to be marked
  let timer;
  let zoom = "1";
  const pane = () => document.getElementById("rapporten");

  const turn = (sheet) => {
    const url = page.dataset.sheetUrl.replace(/0\/$/, `${sheet}/`);
    const query = zoom === "2" ? "?zoom=2" : "";
    return window.htmx.ajax("GET", url + query, { target: "#rapporten", swap: "outerHTML" });
  };

  const found = (link) => {
    const { key, line } = link.dataset;
    const shown = pane();
    return (key && shown.querySelector(`[data-key="${CSS.escape(key)}"]`)) ||
      (line && shown.querySelector(`[data-line="${CSS.escape(line)}"]`));
  };

  const mark = () => {
    for (const old of pane().querySelectorAll("[data-marked]")) old.removeAttribute("data-marked");
    const place = wanted && found(wanted);
    if (!place) return;
    place.setAttribute("data-marked", "");
    const sheet = pane().querySelector(".pane__sheet");
    const here = place.getBoundingClientRect();
    const frame = sheet.getBoundingClientRect();
    if (here.top < frame.top || here.bottom > frame.bottom) {
      sheet.scrollTop += here.top - frame.top - frame.height / 3;
    }
  };

  const show = async (link) => {
    wanted = link;
    if (link.dataset.sheet !== pane().dataset.sheet) await turn(link.dataset.sheet);
    if (wanted === link) mark();
  };

  const valueOf = (element) => element.closest?.("[data-value], form[id^=motsagelse-]");
  const follow = (event) => {
    if (!fold?.open) return;
    const link = event.target.closest?.(".shown-at") ?? valueOf(event.target)?.querySelector(".shown-at");
    if (!link || link === wanted) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => show(link), event.type === "focusin" ? 0 : WAIT);
  };
  page.addEventListener("focusin", (event) => { if (!pane().contains(event.target)) follow(event); });
  // Over the proposal instead of beside it the report would move what is pointed at, which turned the page anew.
  page.addEventListener("pointerover", (event) => {
    if (window.matchMedia(BESIDE).matches && !pane().contains(event.target)) follow(event);
  });

  page.addEventListener("click", async (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a");
    if (!link) return;
    if (link.matches(".shown-at")) {
      event.preventDefault();
      fold.open = true;
      await show(link);
      if (!window.matchMedia(BESIDE).matches) pane().scrollIntoView({ block: "start" });
    } else if (link.dataset.turn || link.hasAttribute("data-zooms")) {
      event.preventDefault();
      if (link.hasAttribute("data-zooms")) zoom = pane().dataset.zoom === "2" ? "1" : "2";
      const rel = link.getAttribute("rel");
      await turn(link.dataset.turn ?? pane().dataset.sheet);
      mark();
      const again = pane().querySelector(rel ? `[rel=${rel}]` : "[data-zooms]") ?? pane().querySelector(".pane__sheet");
      again?.focus({ preventScroll: true });
      announce(pane().querySelector(".pane__sheet").getAttribute("aria-label"));
    } else if (pane().contains(link) && link.hash) {
      const value = document.getElementById(link.hash.slice(1));
      if (!value) return;
      event.preventDefault();
      const folded = value.matches("details") ? value : undefined;
      if (folded) folded.open = true;
      value.scrollIntoView({ block: "center" });
      const target = FIRST.map((each) => value.querySelector(each)).find(Boolean);
      target?.focus({ preventScroll: true });
      value.removeAttribute("data-changed");
      window.requestAnimationFrame(() => value.setAttribute("data-changed", ""));
    }
  });

  // What was looked at is no longer marked as unsure in the report either.
  page.addEventListener("htmx:afterSettle", () => {
    for (const place of pane().querySelectorAll("[data-unsure]")) {
      const link = place.matches("a") ? place : place.querySelector("a");
      const value = link?.hash && document.getElementById(link.hash.slice(1));
      if (value && !value.matches("[data-unsure]")) place.removeAttribute("data-unsure");
    }
  });

  page.addEventListener("submit", async (event) => {
    if (!event.target.matches(".pane__page")) return;
    event.preventDefault();
    const number = Number.parseInt(event.target.elements.sida.value, 10);
    if (!(number > 0)) return;
    await turn(number);
    pane().querySelector("#sida")?.focus({ preventScroll: true });
    announce(pane().querySelector(".pane__sheet").getAttribute("aria-label"));
  });
});
