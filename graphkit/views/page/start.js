// Putting it together: one function per thing that can change.

// Filters, view or data drawn have changed.
function update() {
  refresh();
  if (state.path[1]) findWay(); else way = null;
  syncDrawing();
  placePins();
  fillLegends();
  fillHistogram();
  showView();
  fillSheets();
  fillTable();
  fillPanel();
  fillNotice();
  remember();
  if (isGraph()) stage.redraw();
}

function fillSheets() { fillTimeline(); fillMap(); fillMatrix(); fillDocuments(); }

function showView() {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const on_ = tab.dataset.view === state.view;
    tab.setAttribute("aria-selected", String(on_));
    tab.tabIndex = on_ ? 0 : -1;
  }
  byId("drawing").hidden = !isGraph();
  byId("drawing").setAttribute("aria-labelledby", "view-" + (isGraph() ? state.view : "events"));
  byId("unfocus").hidden = !state.focus;
  byId("unpath").hidden = !state.path[0];
  byId("unfold").hidden = !state.collapsed.size;
  byId("unfold").textContent = t("unfold_all", { n: number(state.collapsed.size) });
  byId("unpin").hidden = !state.pins.size;
  byId("unpin").textContent = t("unpin_all", { n: number(state.pins.size) });
  document.documentElement.dataset.view = state.view;
}

// Only the choice has changed.
function select(id, back) {
  if (id === state.selected) return;
  if (state.selected && id && !back) history_.push(state.selected);
  if (!id) history_.length = 0;
  const unfolds = id && state.collapsed.size && NODES.has(id) && !visible.has(id);
  state.selected = id;
  if (unfolds) return update();
  fillPanel();
  markRow();
  if (!isGraph()) fillSheets();
  remember();
  stage.redraw();
  if (id) say(tell(id));
}

// Chosen in the panel, the table or the search: it may have to be drawn first, and brought into view.
function choose(id, back) {
  if (!drawn.has(id) && NODES.has(id)) { reveal(id); update(); }
  if (state.focus && NODES.has(id) && !visible.has(id)) { state.focus = null; update(); }
  select(id, back);
  bringSoon(id);
}

// The panel takes room from the canvas: wait until the drawing knows its new size.
function bringSoon(id) { requestAnimationFrame(() => requestAnimationFrame(() => bring(id))); }

function goBack() {
  const id = history_.pop();
  if (id) choose(id, true);
  fillPanel();
}

function setFocus(id) {
  if (state.focus === id) return;
  state.focus = id;
  state.expanded.clear();
  if (id) { reveal(id); for (const one of around(id)) drawn.add(one); }
  if (id && !isGraph()) state.view = "events";
  update();
  fit();
}

function setView(view) {
  if (state.view === view) return;
  const wasGraph = isGraph();
  state.view = view;
  update();
  if (isGraph() && !wasGraph) requestAnimationFrame(() => { stage.resize(); fit(way || undefined); });
  say(t("view_" + view));
}

function clearPath() {
  state.path = [null, null];
  update();
}

// Every state has its link; going back goes through the links.
let written = null;
const past = [], future = [];
function remember() {
  const now = toHash();
  if (written !== null && now !== written) {
    past.push(written);
    if (past.length > 200) past.shift();
    future.length = 0;
  }
  settle(now);
}

function settle(hash) {
  written = hash;
  byId("undo").disabled = !past.length;
  byId("redo").disabled = !future.length;
  try { history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search); } catch (error) { /* a page inside a notebook has no address */ }
}

function travel(from, to) {
  if (!from.length) return;
  const hash = from.pop();
  to.push(written);
  written = null; // what follows is no new step
  restore(hash);
}
const undo = () => travel(past, future);
const redo = () => travel(future, past);

function restore(hash) {
  fromHash(hash);
  if (state.selected) reveal(state.selected);
  if (state.focus) for (const one of around(state.focus)) drawn.add(one);
  update();
}

function fillNotice() {
  const total = DATA.nodes.length;
  const left = total - drawn.size;
  byId("reduced").hidden = left <= 0 || !isGraph();
  const [note, button] = byId("reduced").children;
  note.textContent = t("reduced", { n: number(drawn.size), total: number(total) });
  button.textContent = t("add_more", { n: number(Math.min(left, 500)) });
}

function fillTexts() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  for (const element of document.querySelectorAll("[data-hint]")) { element.title = t(element.dataset.hint); element.setAttribute("aria-label", t(element.dataset.hint)); }
  byId("query").placeholder = t("search");
  byId("query").setAttribute("aria-label", t("search"));
  byId("heading").textContent = DATA.title;
  const counts = [[EVENTS.length, "n_events"], [ACTORS.length, "n_entities"], [Object.keys(DATA.documents).length, "n_documents"], [EVENTS.reduce((sum, node) => sum + evidenceOf(node).length, 0), "n_evidence"]];
  byId("counts").textContent = counts.filter(([count]) => count).map(([count, key]) => t(key, { n: number(count) })).join(" · ");
  tableTexts();
}

function on(id, action) { byId(id).addEventListener("click", action); }

function openMenu(open) {
  byId("save-menu").hidden = !open;
  byId("save").setAttribute("aria-expanded", String(open));
  if (open) byId("png").focus();
}

function startButtons() {
  on("save", () => openMenu(byId("save-menu").hidden));
  byId("save-menu").addEventListener("focusout", (event) => { if (!byId("save-menu").parentElement.contains(event.relatedTarget)) openMenu(false); });
  for (const [id, action] of [["png", savePicture], ["svg", saveDrawing], ["csv", saveTable], ["link", copyLink], ["print", () => window.print()]]) on(id, () => { openMenu(false); byId("save").focus(); action(); });
  on("undo", undo);
  on("redo", redo);
  on("fit", () => fit());
  on("zoom-in", () => stage.zoom(1.35));
  on("zoom-out", () => stage.zoom(1 / 1.35));
  on("unfocus", () => setFocus(null));
  on("unpath", clearPath);
  on("unfold", () => { state.collapsed.clear(); update(); });
  on("unpin", () => { state.pins.clear(); update(); });
  on("language", () => { language = language === "tr" ? "en" : "tr"; fillTexts(); update(); });
  on("theme", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; recolor(); });
  on("filters-toggle", () => byId("filters-toggle").setAttribute("aria-expanded", String(byId("filters").classList.toggle("open"))));
  byId("reduced").children[1].addEventListener("click", () => {
    DATA.nodes.filter((node) => !drawn.has(node.id)).slice(0, 500).forEach((node) => drawn.add(node.id));
    update();
  });
}

function recolor() { stage.recolor(); fillSheets(); }

function start() {
  fromHash(location.hash);
  if (state.selected) reveal(state.selected);
  if (state.focus) for (const one of around(state.focus)) drawn.add(one);
  refresh();
  startTable();
  fillTexts();
  startHistogram();
  showView();
  startDrawing();
  startLegends();
  startSearch();
  startKeys();
  startButtons();
  written = null;
  update();
  darkMedia.addEventListener("change", recolor);
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) === written) return;
    past.push(written);
    written = null;
    restore(location.hash);
  });
  new ResizeObserver(() => { if (isGraph()) paintLabels(); else fillSheets(); }).observe(document.querySelector(".stage"));
  if (isGraph() && !EVENTS.length) stage.resize(); // without a table the drawing is taller than when it was started
  const ready = () => { document.documentElement.dataset.ready = "yes"; };
  isGraph() ? stage.ready(ready) : requestAnimationFrame(() => requestAnimationFrame(ready));
  if (isGraph() && (way || document.documentElement.dataset.engine === "vis" || visible.size < drawn.size)) fit(way || undefined);
  if (state.selected) requestAnimationFrame(() => bring(state.selected));
}

start();

// As the page was when it was opened.
function reset() {
  Object.assign(rest, { sort: "date", down: false, rows: 200, lanes: "types" });
  span = mapView = null;
  onReports = dated.length * 2 < EVENTS.length;
  opened.clear();
  matrixSize = 20;
  documentQuery = "";
  history_.length = past.length = future.length = 0;
  written = null;
  language = DATA.language;
  delete document.documentElement.dataset.theme;
  byId("rows").hidden = false;
  if (document.activeElement) document.activeElement.blur();
  fillTexts();
  restore("");
  stage.recolor();
  if (isGraph()) { stage.resize(); fit(); }
}

// For scripts around the page: where a node stands in the window, and how to choose it.
window.graphkit = {
  reset,
  select: (id) => choose(id),
  where: (id) => {
    const at = isGraph() && stage.at(id);
    if (!at) return null;
    const box = byId("canvas").getBoundingClientRect();
    return { x: box.left + at.x, y: box.top + at.y };
  },
  shown: () => [...visible].sort(),
  labels: () => laid.map(({ text, font, x, y }) => { context_.font = font; return { text, x, y, wide: context_.measureText(text).width }; }),
  lit: () => [...(meant() || [])].sort(),
};
