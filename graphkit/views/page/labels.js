// Labels over the drawing, on a canvas of their own, the same whichever library draws below: the most important first,
// one that would cover another is left out. Besides the marks that only what is chosen bears.

const COLORS = {
  light: { canvas: "#fafbfc", ink: "#17202b", soft: "#4c5866", edge: "#c3cad2", far: "#aab4bf", halo: "#fafbfc", ring: "#0b5fb0", strong: "#7c8896", land: "#e9edf1", coast: "#c9d1d9", way: "#b3541e" },
  dark: { canvas: "#11171d", ink: "#e6ebf1", soft: "#a4b0bd", edge: "#3c4854", far: "#4d5b69", halo: "#11171d", ring: "#7ab8f5", strong: "#93a1b0", land: "#1c242c", coast: "#36424e", way: "#f0a36b" },
};
const darkMedia = window.matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme || (darkMedia.matches ? "dark" : "light")) === "dark";
const colors = () => COLORS[isDark() ? "dark" : "light"];
const FONT = 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
const HOLLOW = new Set(["denied", "disputed"]);
const DASHES = { planned: [4, 3], possible: [1.5, 3] };

let hovered = null;
let ranked = []; // visible ids, the most important first

const isSmall = () => visible.size <= 90;
function rankLabels() {
  const weight = (id) => { const node = NODES.get(id); return (isEvent(node) ? 0 : 1e3) + (node.size || 10) + (state.pins.has(id) ? 500 : 0); };
  const weights = new Map([...visible].map((id) => [id, weight(id)]));
  ranked = [...visible].sort((a, b) => weights.get(b) - weights.get(a) || (a < b ? -1 : 1));
}

// What a node is called in the drawing. Its actors stand around an event, so type and date say more there.
function labelOf(node, full) {
  if (!node.data.plain || full) return node.data.plain && full ? typeLabel(node.data.type) + ": " + node.label : node.label;
  return [node.data.title || typeLabel(node.data.type), formatTime(node.data.time, "short")].filter(Boolean).join(" · ");
}

const widths = new Map();
function widthOf(context, text) {
  const key = context.font + text;
  if (widths.size > 20000) widths.clear();
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

// A label in at most two lines, cut at a space.
function linesOf(label, length) {
  const lines = [""];
  for (const word of clip(label, 200).split(" ")) {
    const last = lines[lines.length - 1];
    if (last && Array.from(last + " " + word).length > length && lines.length < 2) lines.push(word);
    else lines[lines.length - 1] = last ? last + " " + word : word;
  }
  return lines.map((line) => clip(line, length + 4));
}

function fontOf(job) {
  const size = job.event ? (job.first ? "600 12px " : "400 11px ") : job.first ? "700 13px " : "600 12.5px ";
  return size + FONT;
}

// Where each label goes: [{id, lines, font, x, y, align, ink}], none over another or over an actor's sign; then roles.
function layLabels(context, wide, high, lit) {
  const scale = stage.scale();
  const jobs = [];
  const few = isSmall();
  const room = visible.size > 120 ? Math.round((wide * high) / 13000) : 400; // how many fit without a crowd
  const add = (id) => {
    const first = id === state.selected || id === hovered;
    const at = stage.at(id);
    if (!at || at.x < -40 || at.y < -40 || at.x > wide + 40 || at.y > high + 40) return;
    jobs.push({ id, event: isEvent(NODES.get(id)), first, at, radius: stage.radius(id) });
  };
  const firsts = [state.selected, hovered].filter((id) => id && visible.has(id));
  firsts.forEach(add);
  for (const id of ranked) {
    if (jobs.length > room * 4 + 60) break;
    if (firsts.includes(id) || (lit && !lit.has(id))) continue;
    if (!lit && !few && scale < 0.75 && isEvent(NODES.get(id))) continue;
    add(id);
  }
  // A label keeps clear of other labels and of the actors' signs, which mean more than it does.
  const taken = jobs.filter((job) => !job.event || job.first).map(({ at, radius, id }) => [at.x - radius, at.y - radius, at.x + radius, at.y + radius, id]);
  const clear = (box, id) => taken.every((other) => other[4] === id || box[2] < other[0] || box[0] > other[2] || box[3] < other[1] || box[1] > other[3]);
  const labels = [];
  for (const job of jobs) {
    if (!job.first && labels.length >= room) break;
    context.font = fontOf(job);
    const lines = linesOf(labelOf(NODES.get(job.id), job.first), job.first ? 34 : job.event ? 20 : 24);
    const width = Math.max(...lines.map((line) => widthOf(context, line)));
    const half = lines.length * 7 + 1;
    const { x, y } = job.at;
    const gap = job.radius + (job.id === state.selected ? 13 : 5);
    const inside = Math.min(Math.max(x - width / 2, 4), Math.max(wide - width - 4, 4)); // what would be cut at an edge moves in
    const start = x < 0 || x > wide ? x - width / 2 : inside;
    const places = [[start, y + gap + half - 2], [x + gap, y], [x - gap - width, y], [start, y - gap - half + 2]];
    const box = ([left, middle]) => [left - 3, middle - half, left + width + 3, middle + half];
    const whole = ([left]) => x < 0 || x > wide || (left >= 0 && left + width <= wide);
    const free = places.findIndex((place) => whole(place) && clear(box(place), job.id));
    if (free < 0 && job.id !== hovered) continue; // the panel names what is selected in any case
    const [left, middle] = places[Math.max(free, 0)];
    taken.push([...box([left, middle]), null]);
    lines.forEach((line, i) => {
      const slack = width - widthOf(context, line);
      labels.push({ id: job.id, text: line, font: context.font, x: left + (free === 1 ? 0 : free === 2 ? slack : slack / 2), y: middle + (i - (lines.length - 1) / 2) * 14, ink: job.event && !job.first ? "soft" : "ink", halo: 3.5 });
    });
  }
  return [...labels, ...(lit ? layRoles(context, taken, lit) : [])];
}

// Role names on the lines of the chosen event, between the two signs; counts on the lines between actors.
function layRoles(context, taken, lit) {
  const chosen = stage.at(state.selected);
  context.font = "500 10.5px " + FONT;
  const found = [];
  const put = (from, to, radius, text) => {
    const width = widthOf(context, text);
    for (const part of [0.5, 0.62, 0.4, 0.74]) {
      const x = from.x + (to.x - from.x) * part, y = from.y + (to.y - from.y) * part;
      const box = [x - width / 2 - 3, y - 8, x + width / 2 + 3, y + 8];
      if (Math.hypot(x - from.x, y - from.y) < radius + 10) continue;
      if (taken.some((one) => box[2] > one[0] && box[0] < one[2] && box[3] > one[1] && box[1] < one[3])) continue;
      taken.push([...box, null]);
      found.push({ text, font: context.font, x: box[0] + 3, y, ink: "ring", halo: 4 });
      return;
    }
  };
  if (state.view === "events" && chosen && NODES.has(state.selected) && isEvent(NODES.get(state.selected))) {
    const roles = new Map();
    for (const near of NEAR.get(state.selected)) if (visible.has(near.other)) roles.set(near.other, [...(roles.get(near.other) || []), roleLabel(near.role)]);
    for (const [id, names] of roles) put(chosen, stage.at(id), stage.radius(state.selected), names.join(", "));
  }
  if (state.view === "actors") {
    for (const pair of pairData.values()) {
      const meant = pair.id === state.selected || pair.from === state.selected || pair.to === state.selected;
      if (meant && lit.has(pair.from) && lit.has(pair.to) && stage.at(pair.from) && stage.at(pair.to)) put(stage.at(pair.from), stage.at(pair.to), stage.radius(pair.from), number(pair.events.length));
    }
  }
  return found;
}

// Counts on the lines between those actors that share the most.
function layCounts(context, labels) {
  if (state.view !== "actors" || state.selected) return [];
  context.font = "500 10.5px " + FONT;
  const found = [];
  const heavy = [...pairData.values()].filter((pair) => pair.events.length > 1).sort((a, b) => b.events.length - a.events.length || (a.id < b.id ? -1 : 1));
  for (const pair of heavy.slice(0, 60)) {
    const from = stage.at(pair.from), to = stage.at(pair.to);
    if (!from || !to || !visible.has(pair.from) || !visible.has(pair.to)) continue;
    const text = number(pair.events.length), width = widthOf(context, text);
    const x = (from.x + to.x) / 2, y = (from.y + to.y) / 2;
    const box = [x - width / 2 - 3, y - 8, x + width / 2 + 3, y + 8];
    const over = [...labels, ...found].some((one) => Math.abs(one.y - y) < 14 && one.x < box[2] && one.x + widthOf(context, one.text) > box[0]);
    if (!over) found.push({ text, font: context.font, x: box[0] + 3, y, ink: "soft", halo: 4 });
  }
  return found;
}

let laid = []; // labels as they stand, for the SVG

function paintLabels() {
  const canvas = byId("labels"), below = byId("canvas");
  const wide = below.clientWidth, high = below.clientHeight, ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(wide * ratio) || canvas.height !== Math.round(high * ratio)) {
    canvas.width = Math.round(wide * ratio);
    canvas.height = Math.round(high * ratio);
    canvas.style.width = wide + "px";
    canvas.style.height = high + "px";
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, wide, high);
  if (!wide || !high) return;
  const lit = meant();
  stage.paintOver(context, lit);
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  context.setLineDash([]);
  laid = layLabels(context, wide, high, lit);
  laid.push(...layCounts(context, laid));
  for (const label of laid) {
    context.font = label.font;
    context.lineWidth = label.halo;
    context.strokeStyle = colors().halo;
    context.fillStyle = colors()[label.ink];
    context.strokeText(label.text, label.x, label.y);
    context.fillText(label.text, label.x, label.y);
  }
}
