/* Where a table is shown as a list, CSS takes its meaning away in some browsers; roles give it back. */
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };

const give = (root) => {
  const tables = [...root.querySelectorAll("table.data-table")];
  const around = root.closest?.("table.data-table");
  if (around) tables.push(around);
  for (const table of tables) {
    for (const element of [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, td, th")]) {
      if (element.hasAttribute("role")) continue;
      element.setAttribute("role", ROLES[element.tagName] ?? (element.scope === "row" ? "rowheader" : "columnheader"));
    }
  }
};

give(document);
document.addEventListener("htmx:load", (event) => give(event.target));
