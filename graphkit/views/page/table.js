// The same events as a table: for reading, sorting, the keyboard and the screen reader.

const COLUMNS = [
  ["date", (node) => node.data.begin || "9999", (node) => formatTime(node.data.time) || "—"],
  ["type", (node) => typeLabel(node.data.type), (node) => el("span", null, nodeGlyph(node), typeLabel(node.data.type))],
  ["label", (node) => node.label, (node) => el("button", { type: "button", dir: "auto" }, clip(node.label, 160))],
  ["actors", (node) => actorNames(node), (node) => el("span", { dir: "auto" }, clip(actorNames(node), 160))],
  ["status", (node) => STATUSES.indexOf(node.data.status || "actual"), (node) => el("span", null, t("status_" + (node.data.status || "actual")))],
  ["evidence", (node) => -evidenceOf(node).length, (node) => number(evidenceOf(node).length)],
  ["confidence", (node) => -(node.data.confidence ?? 0), (node) => (node.data.confidence === undefined ? "—" : percent(node.data.confidence))],
];
const NUMBERS = new Set(["evidence", "confidence"]);
// Those whom the event's own name does not tell already.
const actorNames = (node) => actorsOf(node).map((id) => NODES.get(id).label).filter((name) => !node.data.plain || !node.label.includes(name)).join(", ");

function sortRows(nodes) {
  const [, key] = COLUMNS.find(([name]) => name === rest.sort);
  const keyed = nodes.map((node) => [key(node), node]);
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const plain = (a, b) => (a < b ? -1 : a > b ? 1 : 0); // dates need no rules of a language, and those are slow
  const order = (a, b) => (typeof a === "number" ? a - b : rest.sort === "date" ? plain(a, b) : compare(a, b));
  keyed.sort((a, b) => (rest.down ? -1 : 1) * order(a[0], b[0]) || (a[1].id < b[1].id ? -1 : 1));
  return keyed.map(([, node]) => node);
}

function fillTable() {
  byId("table").hidden = !EVENTS.length || state.view === "documents" || state.view === "matrix";
  if (byId("table").hidden) return;
  const head = COLUMNS.map(([name]) => el("th", { scope: "col", class: NUMBERS.has(name) ? "number " + name : name, "aria-sort": rest.sort === name ? (rest.down ? "descending" : "ascending") : null },
    el("button", { type: "button", "data-sort": name, click: () => { rest.down = rest.sort === name && !rest.down; rest.sort = name; fillTable(); byId("table").querySelector(`[data-sort="${name}"]`).focus(); } }, t("col_" + name))));
  byId("table").querySelector("thead tr").replaceChildren(...head);
  const rows = sortRows(passing);
  listed = rows.map((node) => node.id);
  byId("table").querySelector("tbody").replaceChildren(...rows.slice(0, rest.rows).map((node) =>
    el("tr", { "data-id": node.id, click: () => choose(node.id) },
      COLUMNS.map(([name, , show]) => el("td", { class: NUMBERS.has(name) ? "number " + name : name }, show(node))))));
  markRow();
  const left = rows.length - rest.rows;
  byId("more").hidden = left <= 0;
  byId("more").textContent = t("more_rows", { n: number(Math.min(left, 500)) });
  byId("table-count").textContent = rows.length === EVENTS.length ? number(rows.length) : t("n_of", { n: number(rows.length), total: number(EVENTS.length) });
}

function markRow() {
  for (const row of byId("table").querySelectorAll("tbody tr")) {
    const chosen = row.dataset.id === state.selected;
    row.classList.toggle("chosen", chosen);
    const button = row.querySelector("td.label button");
    chosen ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current");
  }
  showRow();
}

// Scroll the chosen row into the table's window, and only that; one further down than the rows shown is shown first.
let listed = []; // the ids of all rows, in order
function showRow() {
  const place = listed.indexOf(state.selected);
  if (place < 0 || byId("rows").hidden) return;
  if (place >= rest.rows + 500) return;
  if (place >= rest.rows) { rest.rows = place + 50; return fillTable(); }
  const window_ = byId("rows"), row = byId("table").querySelectorAll("tbody tr")[place];
  if (!row || !window_.clientHeight) return;
  const head = byId("table").querySelector("thead").offsetHeight;
  const top = row.offsetTop - head, bottom = row.offsetTop + row.offsetHeight;
  if (top < window_.scrollTop) window_.scrollTop = top;
  else if (bottom > window_.scrollTop + window_.clientHeight) window_.scrollTop = Math.min(bottom - window_.clientHeight + 8, top);
}

function startTable() {
  byId("more").addEventListener("click", () => { rest.rows += 500; fillTable(); });
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
