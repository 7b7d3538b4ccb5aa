// The keyboard, and what a screen reader hears.

function say(text) {
  const live = byId("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const active = document.activeElement;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName) && !/^(checkbox|range)$/.test(active.type);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); byId("query").focus(); byId("query").select(); }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) { event.preventDefault(); event.shiftKey ? redo() : undo(); }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y" && !typing) { event.preventDefault(); redo(); }
    if (event.key === "Escape" && !typing) escape();
  });
  byId("canvas").addEventListener("keydown", (event) => {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const id = state.selected;
    if (step && event.shiftKey) stage.pan(step[0] * 60, step[1] * 60);
    else if (step) walk(step);
    else if (event.key === "+" || event.key === "=") stage.zoom(1.35);
    else if (event.key === "-") stage.zoom(1 / 1.35);
    else if (event.key === "0") fit();
    else if (id && NODES.has(id) && event.key === "Enter") byId("panel").focus();
    else if (id && NODES.has(id) && event.key.toLowerCase() === "p") pickPath(id);
    else if (id && NODES.has(id) && event.key.toLowerCase() === "f") setFocus(state.focus === id ? null : id);
    else if (id && NODES.has(id) && event.key.toLowerCase() === "k") foldAway(id);
    else if (id && NODES.has(id) && event.key.toLowerCase() === "s") pin(id);
    else return;
    event.preventDefault();
  });
  const tabs = [...document.querySelectorAll("[role=tab]")];
  for (const tab of tabs) {
    tab.addEventListener("click", () => setView(tab.dataset.view));
    tab.addEventListener("keydown", (event) => {
      const way_ = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!way_) return;
      event.preventDefault();
      const next = tabs[(tabs.indexOf(tab) + way_ + tabs.length) % tabs.length];
      setView(next.dataset.view);
      next.focus();
    });
  }
}

function escape() {
  if (!byId("save-menu").hidden) return openMenu(false);
  if (state.selected) return select(null);
  if (state.path[0]) return clearPath();
  setFocus(null);
}

// To the neighbour that lies nearest in the direction of the arrow; without a choice, to the most important node.
function walk([dx, dy]) {
  const here = state.selected && NODES.has(state.selected) ? stage.at(state.selected) : null;
  if (!here) return ranked.length && choose(ranked[0]);
  const near = state.view === "actors"
    ? [...pairData.values()].filter((pair) => pair.from === state.selected || pair.to === state.selected).map((pair) => (pair.from === state.selected ? pair.to : pair.from))
    : NEAR.get(state.selected).map((one) => one.other);
  let best = null, least = Infinity;
  for (const id of new Set(near)) {
    const at = stage.at(id);
    if (!at) continue;
    const [x, y] = [at.x - here.x, at.y - here.y];
    const along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0) continue;
    const cost = along + 2 * aside;
    if (cost < least) { least = cost; best = id; }
  }
  if (best) choose(best);
}

// What was chosen, in a sentence.
function tell(id) {
  const node = NODES.get(id);
  if (!node) return nameOf(id);
  const facts = isEvent(node) ? [formatTime(node.data.time) || t("undated_short"), t("status_" + statusOf(node)), actorsOf(node).map(nameOf).join(", "), t("n_evidence", { n: number(evidenceOf(node).length) })]
    : [typeLabel(node.data.type), t("n_events", { n: number(new Set(NEAR.get(id).map((near) => near.other).filter((other) => isEvent(NODES.get(other)))).size) })];
  return [nameOf(id), ...facts].join(". ");
}
