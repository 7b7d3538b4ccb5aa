// Putting it together: one function per thing that can change.

// Filters, view or data drawn have changed.
function update() {
  refresh();
  syncDrawing();
  fillLegends();
  fillHistogram();
  fillTable();
  fillPanel();
  fillNotice();
  byId("view-events").setAttribute("aria-pressed", String(state.view === "events"));
  byId("view-actors").setAttribute("aria-pressed", String(state.view === "actors"));
  byId("unfocus").hidden = !state.focus;
  remember();
}

// Only the choice has changed.
function select(id, back) {
  if (id === state.selected) return;
  if (state.selected && id && !back) history_.push(state.selected);
  if (!id) history_.length = 0;
  state.selected = id;
  fillPanel();
  markRow();
  remember();
  network.redraw();
}

// Chosen in the panel, the table or the search: it may have to be drawn first, and brought into view.
function choose(id, back) {
  if (!drawn.has(id) && NODES.has(id)) { reveal(id); update(); }
  if (state.focus && NODES.has(id) && !visible.has(id)) { state.focus = null; update(); }
  select(id, back);
  // The panel takes room from the canvas: wait until vis-network knows its new size.
  requestAnimationFrame(() => requestAnimationFrame(() => bring(id)));
}

function goBack() {
  const id = history_.pop();
  if (id) choose(id, true);
  fillPanel();
}

function setFocus(id) {
  if (state.focus === id) return;
  state.focus = id;
  if (id) { reveal(id); for (const one of around(id)) drawn.add(one); }
  update();
  fit();
}

function setView(view) {
  if (state.view === view) return;
  state.view = view;
  if ((state.selected || "").startsWith("pair ")) state.selected = null;
  update();
}

let written = null;
function remember() {
  written = toHash();
  try { history.replaceState(null, "", written ? "#" + written : location.pathname + location.search); } catch (error) { /* a page inside a notebook has no address */ }
}

function fillNotice() {
  const total = DATA.nodes.length;
  const left = total - drawn.size;
  byId("reduced").hidden = left <= 0;
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
  const counts = [[EVENTS.length, "n_events"], [ACTORS.length, "n_entities"], [Object.keys(DATA.documents).length, "n_documents"], [EVENTS.reduce((sum, node) => sum + (node.data.evidence || []).length, 0), "n_evidence"]];
  byId("counts").textContent = counts.filter(([count]) => count).map(([count, key]) => t(key, { n: number(count) })).join(" · ");
  tableTexts();
}

function on(id, action) { byId(id).addEventListener("click", action); }

function start() {
  fromHash(location.hash);
  if (state.selected) reveal(state.selected);
  refresh();
  startTable();
  fillTexts();
  draw();
  startHistogram();
  startSearch();
  update();
  on("view-events", () => setView("events"));
  on("view-actors", () => setView("actors"));
  on("png", savePicture);
  on("fit", fit);
  on("zoom-in", () => zoom(1.35));
  on("zoom-out", () => zoom(1 / 1.35));
  on("unfocus", () => setFocus(null));
  on("language", () => { language = language === "tr" ? "en" : "tr"; fillTexts(); update(); });
  on("theme", () => { document.documentElement.dataset.theme = isDark() ? "light" : "dark"; recolor(); });
  on("filters-toggle", () => byId("filters-toggle").setAttribute("aria-expanded", String(byId("filters").classList.toggle("open"))));
  byId("reduced").children[1].addEventListener("click", () => {
    DATA.nodes.filter((node) => !drawn.has(node.id)).slice(0, 500).forEach((node) => drawn.add(node.id));
    update();
  });
  darkMedia.addEventListener("change", recolor);
  window.addEventListener("hashchange", () => {
    if (location.hash.slice(1) === written) return;
    fromHash(location.hash);
    if (state.selected) reveal(state.selected);
    update();
  });
  network.once("afterDrawing", () => { document.documentElement.dataset.ready = "yes"; });
  fit();
  if (state.selected) requestAnimationFrame(() => bring(state.selected));
}

start();

// For scripts around the page: where a node stands in the window, and how to choose it.
window.graphkit = {
  select: (id) => choose(id),
  where: (id) => {
    const node = network.body.nodes[id];
    if (!node || !visible.has(id)) return null;
    const box = byId("canvas").getBoundingClientRect();
    const at = network.canvasToDOM({ x: node.x, y: node.y });
    return { x: box.left + at.x, y: box.top + at.y };
  },
  shown: () => [...visible].sort(),
};
