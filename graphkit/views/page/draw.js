// The drawing: vis-network draws nodes and edges; labels, marks and the veil over what is not meant are drawn here, so
// that choosing a node touches no data and labels never overlap.

const COLORS = {
  light: { canvas: "#fafbfc", ink: "#17202b", soft: "#4c5866", edge: "#c3cad2", halo: "#fafbfc", ring: "#0b5fb0", strong: "#7c8896" },
  dark: { canvas: "#11171d", ink: "#e6ebf1", soft: "#a4b0bd", edge: "#3c4854", halo: "#11171d", ring: "#7ab8f5", strong: "#93a1b0" },
};
const darkMedia = window.matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme || (darkMedia.matches ? "dark" : "light")) === "dark";
const colors = () => COLORS[isDark() ? "dark" : "light"];
const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
const HOLLOW = new Set(["denied", "disputed"]);
const MINE = new Set(["data", "title", "label", "group", "value"]);

let network, nodeData, edgeData, nodeView, edgeView;
let pairData = new Map();
let hovered = null;

function visNode(node) {
  const record = Object.fromEntries(Object.entries(node).filter(([key]) => !MINE.has(key)));
  const status = node.data.status;
  const color = plainColor(node.color);
  const ring = isDark() ? "rgba(255,255,255,.28)" : "rgba(15,25,40,.22)";
  if (!record.shape || ["box", "ellipse", "circle", "text", "database", "image", "circularImage", "icon"].includes(record.shape)) record.shape = "dot";
  if (HOLLOW.has(status)) Object.assign(record, { color: { background: colors().canvas, border: color }, borderWidth: 2.2 });
  else if (status === "planned" || status === "possible") {
    record.color = { background: color + (/^#[0-9a-f]{6}$/i.test(color) ? "59" : ""), border: color };
    record.borderWidth = 1.8;
    record.shapeProperties = { borderDashes: status === "planned" ? [4, 3] : [1.5, 3] };
  } else if (typeof node.color !== "object") Object.assign(record, { color: { background: color, border: ring }, borderWidth: 1 });
  return record;
}

function visEdge(edge) {
  const record = Object.fromEntries(Object.entries(edge).filter(([key]) => !MINE.has(key)));
  return record;
}

function draw() {
  nodeData = new vis.DataSet(DATA.nodes.map(visNode));
  edgeData = new vis.DataSet(DATA.edges.map(visEdge));
  const many = DATA.nodes.length > 400;
  const ends = (edge) => visible.has(edge.from) && visible.has(edge.to);
  nodeView = new vis.DataView(nodeData, { filter: (node) => visible.has(node.id) });
  edgeView = new vis.DataView(edgeData, { filter: (edge) => ends(edge) && pairData.has(edge.id) === (state.view === "actors") });
  network = new vis.Network(byId("canvas"), { nodes: nodeView, edges: edgeView }, {
    autoResize: true, physics: false, layout: { improvedLayout: false, randomSeed: 7 },
    nodes: { chosen: false, font: { size: 0 } },
    edges: { smooth: false, chosen: false, hoverWidth: 0, selectionWidth: 0, width: 1, color: { inherit: false, color: colors().edge }, arrows: { to: { scaleFactor: 0.42 }, from: { scaleFactor: 0.42 } } },
    interaction: { hover: true, hideEdgesOnDrag: many, hideEdgesOnZoom: many, multiselect: false, selectConnectedEdges: false, keyboard: false, zoomSpeed: 0.7 },
  });
  network.on("afterDrawing", paint);
  network.on("click", (event) => {
    if (event.nodes.length) return select(event.nodes[0]);
    const edge = event.edges.length && edgeView.get(event.edges[0]);
    if (!edge) return select(null);
    if (pairData.has(edge.id)) return select(edge.id);
    select(isEvent(NODES.get(edge.from)) ? edge.from : edge.to);
  });
  network.on("doubleClick", (event) => event.nodes.length && setFocus(event.nodes[0]));
  const hover = (id) => { hovered = id; byId("canvas").style.cursor = id ? "pointer" : ""; network.redraw(); };
  network.on("hoverNode", (event) => hover(event.node));
  network.on("blurNode", () => hover(null));
}

function syncDrawing() {
  if (pairData.size) edgeData.remove([...pairData.keys()]);
  pairData = state.view === "actors" ? pairs() : new Map();
  if (pairData.size) {
    edgeData.add([...pairData.values()].map((pair) => ({ id: pair.id, from: pair.from, to: pair.to, width: Math.min(1 + 1.5 * Math.log2(pair.events.length), 8) })));
  }
  nodeView.refresh();
  edgeView.refresh();
  byId("canvas").setAttribute("aria-label", t("canvas", { n: number(visible.size) }));
  byId("empty").hidden = visible.size > 0;
}

function recolor() {
  nodeData.update(DATA.nodes.map(visNode));
  network.setOptions({ edges: { color: { inherit: false, color: colors().edge } } });
  network.redraw();
}

// The chosen node and its neighbours, or both ends of a chosen pair; null when nothing is chosen.
function meant() {
  const id = state.selected;
  if (!id) return null;
  const pair = pairData.get(id);
  if (pair) return new Set([pair.from, pair.to]);
  if (!NODES.has(id) || !visible.has(id)) return null;
  const found = new Set([id]);
  if (state.view === "actors") {
    for (const pair of pairData.values()) if (pair.from === id || pair.to === id) found.add(pair.from).add(pair.to);
  } else for (const near of NEAR.get(id)) found.add(near.other);
  return found;
}

function paint(context) {
  const lit = meant();
  if (lit) veil(context, lit);
  for (const id of visible) if (HOLLOW.has(NODES.get(id).data.status) && (!lit || lit.has(id))) cross(context, id);
  context.save();
  const ratio = context.canvas.width / context.canvas.clientWidth;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintLabels(context, lit);
  context.restore();
}

// Cover everything with the colour of the canvas, then draw what is meant once more on top.
function veil(context, lit) {
  const { edges, nodes } = network.body;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 0.82;
  context.fillStyle = colors().canvas;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
  for (const edge of Object.values(edges)) {
    if (!lit.has(edge.fromId) || !lit.has(edge.toId)) continue;
    if (edge.id !== state.selected && edge.fromId !== state.selected && edge.toId !== state.selected) continue;
    const { color, width } = edge.options;
    edge.options.color = { ...color, color: colors().strong };
    edge.options.width = Math.max(width, 1.8);
    edge.draw(context);
    Object.assign(edge.options, { color, width });
  }
  for (const id of lit) if (nodes[id]) nodes[id].draw(context);
  const chosen = nodes[state.selected];
  if (!chosen) return;
  context.beginPath();
  context.arc(chosen.x, chosen.y, chosen.options.size + 6, 0, 2 * Math.PI);
  context.lineWidth = 2.5;
  context.setLineDash([]);
  context.strokeStyle = colors().ring;
  context.stroke();
}

function cross(context, id) {
  const node = network.body.nodes[id];
  if (!node) return;
  const reach = node.options.size * (NODES.get(id).data.status === "denied" ? 0.42 : 0.36);
  context.beginPath();
  context.moveTo(node.x - reach, node.y + reach);
  context.lineTo(node.x + reach, node.y - reach);
  if (NODES.get(id).data.status === "denied") {
    context.moveTo(node.x - reach, node.y - reach);
    context.lineTo(node.x + reach, node.y + reach);
  }
  context.setLineDash([]);
  context.lineWidth = 2.2;
  context.strokeStyle = plainColor(NODES.get(id).color);
  context.stroke();
}

const widths = new Map();
function widthOf(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

// A label in at most two lines, cut at a space.
function linesOf(label, length) {
  const lines = [""];
  for (const word of label.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && Array.from(last + " " + word).length > length && lines.length < 2) lines.push(word);
    else lines[lines.length - 1] = last ? last + " " + word : word;
  }
  return lines.map((line) => clip(line, length + 4));
}

// Labels at one size on the screen, the most important first; one that would cover another is left out.
function paintLabels(context, lit) {
  const scale = network.getScale();
  const { clientWidth: wide, clientHeight: high } = context.canvas;
  const jobs = [];
  for (const id of visible) {
    const node = network.body.nodes[id];
    if (!node) continue;
    const first = id === state.selected || id === hovered;
    if (lit && !lit.has(id) && !first) continue;
    const event = isEvent(NODES.get(id));
    if (event && !first && !lit && scale < 0.75 && visible.size > 90) continue;
    const at = network.canvasToDOM({ x: node.x, y: node.y });
    if (at.x < -40 || at.y < -40 || at.x > wide + 40 || at.y > high + 40) continue;
    jobs.push({ id, event, first, at, radius: node.options.size * scale, rank: (first ? 1e6 : 0) + (event ? 0 : 1e3) + node.options.size });
  }
  jobs.sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
  // A label keeps clear of other labels and of the actors' signs, which mean more than it does.
  const taken = jobs.filter((job) => !job.event || job.first).map(({ at, radius, id }) => [at.x - radius, at.y - radius, at.x + radius, at.y + radius, id]);
  const clear = (box, id) => taken.every((other) => other[4] === id || box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  let left_ = visible.size > 120 ? Math.round((wide * high) / 13000) : Infinity; // how many labels fit without a crowd
  for (const job of jobs) {
    if (!job.first && left_ <= 0) continue;
    context.font = (job.event ? (job.first ? "600 12px " : "400 11px ") : (job.first ? "700 13px " : "600 12.5px ")) + FONT;
    const lines = linesOf(NODES.get(job.id).label, job.first ? 34 : job.event ? 20 : 24);
    const width = Math.max(...lines.map((line) => widthOf(context, line)));
    const half = lines.length * 7 + 1;
    const { x, y } = job.at;
    const gap = job.radius + (job.id === state.selected ? 6 * scale + 7 : 5);
    const places = [[x - width / 2, y + gap + half - 2], [x + gap, y], [x - gap - width, y], [x - width / 2, y - gap - half + 2]];
    const box = ([left, middle]) => [left - 3, middle - half, left + width + 3, middle + half];
    const room = places.findIndex((place) => clear(box(place), job.id));
    if (room < 0 && !job.first) continue;
    const chosen = Math.max(room, 0);
    const [left, middle] = places[chosen];
    taken.push([...box(places[chosen]), null]);
    left_--;
    context.lineWidth = 3.5;
    context.strokeStyle = colors().halo;
    context.fillStyle = job.event && !job.first ? colors().soft : colors().ink;
    lines.forEach((line, i) => {
      const free = width - widthOf(context, line);
      const at = left + (chosen === 1 ? 0 : chosen === 2 ? free : free / 2);
      const height = middle + (i - (lines.length - 1) / 2) * 14;
      context.strokeText(line, at, height);
      context.fillText(line, at, height);
    });
  }
  if (lit && state.view === "events") paintRoles(context, scale, taken);
}

// Role names on the edges of the chosen event.
function paintRoles(context, scale, taken) {
  const chosen = network.body.nodes[state.selected];
  if (!chosen || scale < 0.45 || !isEvent(NODES.get(state.selected))) return;
  context.font = "500 10.5px " + FONT;
  for (const near of NEAR.get(state.selected)) {
    const other = network.body.nodes[near.other];
    if (!other || !visible.has(near.other)) continue;
    const text = roleLabel(near.role);
    const width = widthOf(context, text);
    const middle = network.canvasToDOM({ x: (chosen.x + other.x) / 2, y: (chosen.y + other.y) / 2 });
    const box = [middle.x - width / 2 - 3, middle.y - 7, middle.x + width / 2 + 3, middle.y + 7];
    if (taken.some((one) => box[2] > one[0] && box[0] < one[2] && box[3] > one[1] && box[1] < one[3])) continue;
    taken.push([...box, null]);
    context.lineWidth = 4;
    context.strokeStyle = colors().halo;
    context.strokeText(text, box[0] + 3, middle.y);
    context.fillStyle = colors().ring;
    context.fillText(text, box[0] + 3, middle.y);
  }
}

// Bring a node into view without moving more than is needed.
function bring(id) {
  const node = network.body.nodes[id];
  if (!node || !visible.has(id)) return;
  const canvas = byId("canvas");
  const at = network.canvasToDOM({ x: node.x, y: node.y });
  const inside = at.x > 60 && at.y > 60 && at.x < canvas.clientWidth - 60 && at.y < canvas.clientHeight - 60;
  if (inside && network.getScale() > 0.35) return;
  network.moveTo({ position: { x: node.x, y: node.y }, scale: Math.max(network.getScale(), 0.7) });
}

function fit() {
  const ids = [...visible];
  if (ids.length) network.fit({ nodes: ids, maxZoomLevel: 1.4 });
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.03), 6) });
}

// The drawing as it stands, with title and date of making left to the user.
function savePicture() {
  const from = byId("canvas").querySelector("canvas");
  const picture = el("canvas", { width: from.width, height: from.height });
  const context = picture.getContext("2d");
  context.fillStyle = colors().canvas;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(from, 0, 0);
  picture.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    el("a", { href: address, download: "graphkit.png" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });
}
