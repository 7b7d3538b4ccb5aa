// Takes along: what is shown as PNG, SVG and CSV, and the link to it.

function offer(blob, name) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const sheetChart = () => (isGraph() ? null : byId(state.view) && byId(state.view).querySelector("svg.lanes, svg.world"));

// The view as it stands. Sheets that are tables have no picture: their numbers go into the CSV.
function savePicture() {
  const chart = sheetChart();
  if (chart) return pictureOf(chart);
  if (!isGraph()) return say(t("no_picture"));
  const parts = [...stage.canvases(), byId("labels")];
  const picture = el("canvas", { width: parts[0].width, height: parts[0].height });
  const context = picture.getContext("2d");
  context.fillStyle = colors().canvas;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const part of parts) context.drawImage(part, 0, 0, picture.width, picture.height);
  picture.toBlob((blob) => offer(blob, "graphkit.png"));
}

function pictureOf(chart) {
  const image = new Image(), box = chart.viewBox.baseVal;
  image.onload = () => {
    const picture = el("canvas", { width: box.width * 2, height: box.height * 2 });
    picture.getContext("2d").drawImage(image, 0, 0, picture.width, picture.height);
    picture.toBlob((blob) => offer(blob, "graphkit.png"));
  };
  image.src = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(chart)], { type: "image/svg+xml" }));
}

function saveDrawing() {
  const chart = sheetChart() || (isGraph() ? graphChart() : null);
  if (!chart) return say(t("no_picture"));
  offer(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', new XMLSerializer().serializeToString(chart)], { type: "image/svg+xml" }), "graphkit.svg");
}

// The graph as it stands in the window, drawn once more as vectors.
function graphChart() {
  const ink = colors(), wide = byId("canvas").clientWidth, high = byId("canvas").clientHeight, lit = meant();
  const chart = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${wide} ${high}`, width: wide, height: high });
  chart.append(svg("rect", { width: wide, height: high, fill: ink.canvas }));
  const inside = (at) => at && at.x > -50 && at.y > -50 && at.x < wide + 50 && at.y < high + 50;
  const spots = new Map([...visible].map((id) => [id, stage.at(id)]).filter(([, at]) => at));
  const short = (value) => value.toFixed(1);
  for (const edge of state.view === "actors" ? pairData.values() : DATA.edges) {
    const from = spots.get(edge.from), to = spots.get(edge.to);
    if (!from || !to || (!inside(from) && !inside(to))) continue;
    const how = lit ? litEdge(edge.id, edge.from, edge.to, lit) : null;
    const line = svg("path", { d: `M${short(from.x)} ${short(from.y)}L${short(to.x)} ${short(to.y)}`, fill: "none", stroke: how ? ink[how] : ink.edge, "stroke-width": edge.events ? pairWidth(edge) : edge.width || 1 });
    if (edge.dashes) line.setAttribute("stroke-dasharray", edge.dashes.join(" "));
    if (lit && !how) line.setAttribute("opacity", 0.2);
    chart.append(line);
  }
  for (const [id, at] of spots) if (inside(at)) chart.append(vectorNode(NODES.get(id), at, stage.radius(id), ink, lit && !lit.has(id)));
  const texts = svg("g", { "font-family": FONT, "stroke-linejoin": "round", "dominant-baseline": "central" });
  for (const label of laid) {
    const [, weight, size] = /^(\d+) ([\d.]+)px/.exec(label.font) || [null, 400, 11];
    const one = svg("text", { x: short(label.x), y: short(label.y), "font-size": size, "font-weight": weight, fill: ink[label.ink], stroke: ink.halo, "stroke-width": label.halo, "paint-order": "stroke" });
    one.append(label.text);
    texts.append(one);
  }
  chart.append(texts);
  return chart;
}

function vectorNode(node, at, radius, ink, faded) {
  const color = plainColor(node.color), status = node.data.status, hollow = HOLLOW.has(status), dashed = DASHES[status];
  const group = svg("g", { transform: `translate(${(at.x - radius).toFixed(1)} ${(at.y - radius).toFixed(1)}) scale(${(radius / 7).toFixed(3)})` });
  const attributes = { fill: hollow ? ink.canvas : color, stroke: color, "stroke-width": hollow || dashed ? 1.2 : 0.4 };
  if (dashed) Object.assign(attributes, { "fill-opacity": 0.35, "stroke-dasharray": dashed.map((one) => one / 2).join(" ") });
  group.append(OUTLINES[node.shape] ? svg("polygon", { points: OUTLINES[node.shape], ...attributes }) : svg("circle", { cx: 7, cy: 7, r: 6, ...attributes }));
  if (hollow) group.append(svg("path", { d: status === "denied" ? "M4.500 4.500l5 5M9.500 4.500l-5 5" : "M4.500 9.500l5-5", stroke: color, "stroke-width": 1.2 }));
  if (faded) group.setAttribute("opacity", 0.2);
  return group;
}

// The events that pass the filters, or in the matrix the pairs, as a spreadsheet reads them: UTF-8 with its mark, commas.
function saveTable() {
  // What a spreadsheet would take for a formula gets an apostrophe before it.
  const cell = (value) => { const text = String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&"); return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text; };
  const lines = [];
  if (state.view === "matrix" || state.view === "actors") {
    lines.push(["actor", "other", "events"]);
    for (const pair of [...pairs().values()].sort((a, b) => b.events.length - a.events.length || (a.id < b.id ? -1 : 1))) lines.push([nameOf(pair.from), nameOf(pair.to), pair.events.length]);
  } else {
    const roles = [...ROLE_ORDER.keys()].filter((role) => role !== "position");
    lines.push(["id", "type", "label", "time", "begin", "end", "status", "confidence", "quantity", "item", "title", ...roles, "evidence", "documents"]);
    for (const node of sortRows(passing.filter((one) => !isGraph() || visible.has(one.id) || !drawn.has(one.id)))) {
      const data = node.data, near = new Map();
      for (const one of NEAR.get(node.id)) near.set(one.role, [...(near.get(one.role) || []), NODES.get(one.other).label]);
      lines.push([node.id, data.type, nameOf(node.id), data.time, data.begin, data.end, data.status, data.confidence, data.quantity, data.item, data.title,
        ...roles.map((role) => (near.get(role) || []).join("; ")), evidenceOf(node).length, [...new Set(evidenceOf(node).map((one) => one.document))].join("; ")]);
    }
  }
  offer(new Blob(["\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" }), "graphkit.csv");
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    say(t("link_copied"));
  } catch (error) { say(location.href); }
}
