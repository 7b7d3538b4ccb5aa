// The same events as a table: for reading, sorting, the keyboard and the screen reader.

const COLUMNS = [
  ["date", (node) => node.data.begin || "9999", (node) => formatTime(node.data.time) || "—"],
  ["type", (node) => typeLabel(node.data.type), (node) => el("span", null, nodeGlyph(node), typeLabel(node.data.type))],
  ["label", (node) => node.label, (node) => el("button", { type: "button", dir: "auto" }, clip(node.label, 160))],
  ["actors", (node) => actorNames(node), (node) => el("span", { dir: "auto" }, clip(actorNames(node), 160))],
  ["status", (node) => STATUSES.indexOf(node.data.status || "actual"), (node) => el("span", null, t("status_" + (node.data.status || "actual")))],
  ["evidence", (node) => -(node.data.evidence || []).length, (node) => number((node.data.evidence || []).length)],
  ["confidence", (node) => -(node.data.confidence ?? 0), (node) => (node.data.confidence === undefined ? "—" : percent(node.data.confidence))],
];
const NUMBERS = new Set(["evidence", "confidence"]);
const actorNames = (node) => actorsOf(node).map((id) => NODES.get(id).label).join(", ");

function sortRows(nodes) {
  const [, key] = COLUMNS.find(([name]) => name === state.sort);
  const keyed = nodes.map((node) => [key(node), node]);
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const order = (a, b) => (typeof a === "number" ? a - b : compare(a, b));
  keyed.sort((a, b) => (state.down ? -1 : 1) * order(a[0], b[0]) || (a[1].id < b[1].id ? -1 : 1));
  return keyed.map(([, node]) => node);
}

function fillTable() {
  byId("table").hidden = !EVENTS.length;
  const head = COLUMNS.map(([name]) => el("th", { scope: "col", class: NUMBERS.has(name) ? "number " + name : name, "aria-sort": state.sort === name ? (state.down ? "descending" : "ascending") : null },
    el("button", { type: "button", "data-sort": name, click: () => { state.down = state.sort === name && !state.down; state.sort = name; fillTable(); byId("table").querySelector(`[data-sort="${name}"]`).focus(); } }, t("col_" + name))));
  byId("table").querySelector("thead tr").replaceChildren(...head);
  const rows = sortRows(passing);
  byId("table").querySelector("tbody").replaceChildren(...rows.slice(0, state.rows).map((node) =>
    el("tr", { "data-id": node.id, "aria-selected": String(node.id === state.selected), click: () => choose(node.id) },
      COLUMNS.map(([name, , show]) => el("td", { class: NUMBERS.has(name) ? "number " + name : name }, show(node))))));
  const left = rows.length - state.rows;
  byId("more").hidden = left <= 0;
  byId("more").textContent = t("more_rows", { n: number(Math.min(left, 500)) });
  byId("table-count").textContent = rows.length === EVENTS.length ? number(rows.length) : t("n_of", { n: number(rows.length), total: number(EVENTS.length) });
}

function markRow() {
  for (const row of byId("table").querySelectorAll("tbody tr")) row.setAttribute("aria-selected", String(row.dataset.id === state.selected));
}

function startTable() {
  byId("more").addEventListener("click", () => { state.rows += 500; fillTable(); });
  byId("table-toggle").addEventListener("click", () => {
    const rows = byId("rows");
    rows.hidden = !rows.hidden;
    tableTexts();
  });
  if (window.innerHeight < 620) byId("rows").hidden = true;
}

function tableTexts() {
  const open = !byId("rows").hidden;
  byId("table-toggle").textContent = t(open ? "table_hide" : "table_show");
  byId("table-toggle").setAttribute("aria-expanded", String(open));
}
