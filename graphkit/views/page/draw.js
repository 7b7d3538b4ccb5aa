// The drawing, whichever library does it: which one, what is meant by a choice, and what the mouse does.

let stage = null;
let pairData = new Map();
const pairWidth = (pair) => Math.min(1 + 1.5 * Math.log2(pair.events.length), 8);

function startDrawing() {
  const large = typeof sigmajs !== "undefined" && hasWebGL();
  if (typeof sigmajs !== "undefined" && !large) {
    // Without WebGL the most important nodes are drawn, as many as vis-network can.
    const kept = DATA.nodes.slice(0, 2000).map((node) => node.id);
    drawn.clear();
    kept.forEach((id) => drawn.add(id));
    refresh();
  }
  stage = large ? sigmaStage() : visStage();
  document.documentElement.dataset.engine = large ? "sigma" : "vis";
  pairData = state.view === "actors" ? pairs() : new Map();
  rankLabels();
  stage.start();
}

function syncDrawing() {
  pairData = state.view === "actors" ? pairs() : new Map();
  rankLabels();
  stage.sync();
  byId("canvas").setAttribute("aria-label", t("canvas", { n: number(visible.size) }));
  byId("empty").hidden = visible.size > 0;
}

// The chosen node and its neighbours, both ends of a chosen pair, the steps of a path; null when nothing is chosen.
function meant() {
  const id = state.selected;
  const found = new Set();
  if (way) way.forEach((one) => found.add(one));
  else if (state.path[0] && visible.has(state.path[0])) found.add(state.path[0]);
  const pair = id && pairData.get(id);
  if (pair) found.add(pair.from).add(pair.to);
  else if (id && NODES.has(id) && visible.has(id)) {
    found.add(id);
    if (state.view === "actors") {
      for (const pair of pairData.values()) if (pair.from === id || pair.to === id) found.add(pair.from).add(pair.to);
    } else for (const near of NEAR.get(id)) found.add(near.other);
  }
  if (!found.size || (found.size === 1 && found.has(state.path[0]) && id !== state.path[0])) return null;
  return found;
}

// The colour of a line that is meant, or null.
function litEdge(key, from, to, lit) {
  if (!lit.has(from) || !lit.has(to)) return null;
  if (way) {
    const place = way.indexOf(from);
    if (place >= 0 && (way[place - 1] === to || way[place + 1] === to)) return "way";
  }
  return key === state.selected || from === state.selected || to === state.selected ? "strong" : null;
}

// A cross through what is denied, a stroke through what is disputed.
function strike(context, x, y, size, node, width) {
  const reach = size * (node.data.status === "denied" ? 0.42 : 0.36);
  context.beginPath();
  context.moveTo(x - reach, y + reach);
  context.lineTo(x + reach, y - reach);
  if (node.data.status === "denied") {
    context.moveTo(x - reach, y - reach);
    context.lineTo(x + reach, y + reach);
  }
  context.setLineDash([]);
  context.lineWidth = width;
  context.strokeStyle = plainColor(node.color);
  context.stroke();
}

// Rings around what is chosen, what is pinned, the ends of a path, and how much is folded away.
function paintMarks(context) {
  const ring = (id, away, color, dash = []) => {
    const at = stage.at(id);
    if (!at) return;
    context.beginPath();
    context.arc(at.x, at.y, stage.radius(id) + away, 0, 2 * Math.PI);
    context.setLineDash(dash);
    context.lineWidth = 2.5;
    context.strokeStyle = color;
    context.stroke();
  };
  if (state.selected && NODES.has(state.selected)) ring(state.selected, 6, colors().ring);
  for (const id of state.path) if (id && id !== state.selected) ring(id, 5, colors().way);
  for (const id of state.pins.keys()) {
    const at = stage.at(id);
    if (!at) continue;
    context.beginPath();
    context.arc(at.x + stage.radius(id) * 0.75, at.y - stage.radius(id) * 0.75, 3.5, 0, 2 * Math.PI);
    context.setLineDash([]);
    context.fillStyle = colors().ring;
    context.fill();
  }
  for (const id of state.collapsed) ring(id, 3, colors().soft, [2, 3]);
}

function hover(id) {
  if (id === hovered) return;
  hovered = id;
  byId("canvas").style.cursor = id ? "pointer" : "";
  paintLabels();
}

// A click: with Shift it picks the ends of a path; on a line, the events between two actors, or the line's event.
function clicked(id, edge, event) {
  if (id && event.shiftKey) return pickPath(id);
  if (id) return select(id);
  if (!edge) return select(null);
  if (pairData.has(edge.id)) return select(edge.id);
  select(isEvent(NODES.get(edge.from)) ? edge.from : edge.to);
}

// Bring a node into view without moving more than is needed.
function bring(id) {
  if (!isGraph() || !visible.has(id)) return;
  const at = stage.at(id);
  if (!at) return;
  const canvas = byId("canvas");
  const inside = at.x > 60 && at.y > 60 && at.x < canvas.clientWidth - 60 && at.y < canvas.clientHeight - 60;
  if (!inside || stage.scale() < 0.35) stage.center(id);
}

function fit(ids) { stage.fit(ids || [...visible]); }
