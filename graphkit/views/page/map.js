// The events on a map: shapes of the countries from Natural Earth, places with coordinates of the page's own.

const POINTS = new Map(Object.entries(DATA.points || {}));
let mapView = null; // [x, y, width, height] in map units; null: what has events
const PLACE_ROLES = new Set(["place", "destination", "origin"]);

// Natural Earth projection (Šavrič, Jenny et al. 2011, https://doi.org/10.1559/15230406384283), in units of 100 a radian.
function project(longitude, latitude) {
  const a = (longitude * Math.PI) / 180, b = (latitude * Math.PI) / 180, b2 = b * b, b4 = b2 * b2;
  return [100 * a * (0.8707 - 0.131979 * b2 + b4 * (-0.013791 + b4 * (0.003971 * b2 - 0.001529 * b4))),
    -100 * b * (1.007226 + b2 * (0.015085 + b4 * (-0.044475 + 0.028874 * b2 - 0.005916 * b4)))];
}

// TopoJSON (https://github.com/topojson/topojson-specification): arcs of steps, shapes of arcs.
let countries = null; // [{id, name, path}]
function readCountries() {
  const text = byId("graphkit-world").textContent.trim();
  if (!text) return [];
  const world = JSON.parse(text);
  const { scale, translate } = world.transform;
  const arcs = world.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  // A ring that crosses the 180th meridian goes on beyond it, rather than back around the world.
  const ring = (numbers) => {
    let path = "", before = null;
    for (const [longitude, latitude] of numbers.flatMap((one) => (one < 0 ? [...arcs[~one]].reverse() : arcs[one]))) {
      let here = longitude;
      if (before !== null) while (here - before > 180) here -= 360;
      if (before !== null) while (here - before < -180) here += 360;
      const [x, y] = project(here, latitude);
      path += (before === null ? "M" : "L") + x.toFixed(1) + " " + y.toFixed(1);
      before = here;
    }
    return path + "Z";
  };
  return world.objects.countries.geometries.map((shape) => ({ id: shape.id || "", name: shape.properties.name, path: (shape.type === "Polygon" ? [shape.arcs] : shape.arcs).map((part) => part.map(ring).join("")).join("") }));
}

// Place → its events among those that pass; and events per state number, of the places in it and of the state itself.
function eventsOnMap() {
  const places = new Map(), states = new Map();
  for (const node of passing) {
    const seen = new Set();
    for (const near of rolesOf(node)) {
      const point = POINTS.get(near.other);
      if (!point) continue;
      if (PLACE_ROLES.has(near.role) && typeOn(NODES.get(near.other))) places.set(near.other, (places.get(near.other) || new Set()).add(node.id));
      if (point[3]) seen.add(point[3]);
    }
    for (const one of seen) states.set(one, (states.get(one) || 0) + 1);
  }
  return { places, states };
}

function fillMap() {
  const place = byId("map");
  place.hidden = state.view !== "map";
  if (place.hidden) return place.replaceChildren();
  const { places, states } = eventsOnMap();
  const head = el("div", { class: "sheet-head" }, el("span", { class: "spacer" }),
    el("button", { type: "button", class: "plain", id: "map-in", title: t("zoom_in"), "aria-label": t("zoom_in"), click: () => zoomMap(0.6) }, "+"),
    el("button", { type: "button", class: "plain", id: "map-out", title: t("zoom_out"), "aria-label": t("zoom_out"), click: () => zoomMap(1 / 0.6) }, "−"),
    el("button", { type: "button", class: "plain", id: "map-all", click: () => { mapView = null; fillMap(); } }, t("fit")));
  if (!countries) countries = readCountries();
  const unknown = passing.length - new Set([...places.values()].flatMap((ids) => [...ids])).size;
  place.replaceChildren(head, drawMap(places, states, place.clientWidth - 24, Math.max(place.clientHeight - 112, 260)),
    el("p", { class: "hint" }, t("map_hint") + " " + t("map_unknown", { n: number(unknown) }) + " " + t("map_sources")));
}

function frameOf(places) {
  const spots = [...places.keys()].map((id) => { const [latitude, longitude] = POINTS.get(id); return project(longitude, latitude); });
  if (spots.length < 2) return [-275, -140, 550, 265];
  const xs = spots.map((one) => one[0]), ys = spots.map((one) => one[1]);
  const [left, right, top, low] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return [left - 25, top - 20, Math.max(right - left, 60) + 50, Math.max(low - top, 40) + 40];
}

function drawMap(places, states, wide, high) {
  const ink = colors();
  const [x, y, width, height] = mapView || frameOf(places);
  const scale = Math.min(wide / width, high / height);
  const left = x - (wide / scale - width) / 2, top = y - (high / scale - height) / 2;
  const chart = svg("svg", { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, class: "world", role: "group", "aria-label": t("map", { n: number(places.size) }), "font-family": FONT, "font-size": 12 });
  chart.append(svg("rect", { x: 0, y: 0, width: wide, height: high, fill: ink.canvas, stroke: "none" }));
  const land = svg("g", { transform: `scale(${scale.toFixed(4)}) translate(${(-left).toFixed(2)} ${(-top).toFixed(2)})` });
  const most = Math.max(...states.values(), 1);
  for (const country of countries) {
    const count = states.get(country.id) || 0;
    const shape = svg("path", { d: country.path, fill: count ? ink.ring : ink.land, "fill-opacity": count ? (0.12 + 0.4 * Math.sqrt(count / most)).toFixed(2) : 1, stroke: ink.coast, "stroke-width": (0.7 / scale).toFixed(3), "data-state": country.id });
    land.append(shape);
  }
  chart.append(land);
  const boxes = [];
  const ranked_ = [...places].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
  const marks = [];
  for (const [id, events] of ranked_) {
    const [latitude, longitude] = POINTS.get(id);
    const [px, py] = project(longitude, latitude);
    const at = [(px - left) * scale, (py - top) * scale];
    if (at[0] < -20 || at[1] < -20 || at[0] > wide + 20 || at[1] > high + 20) continue;
    marks.push({ id, events, at, r: Math.min(4 + 2.2 * Math.sqrt(events.size), 26) });
  }
  for (const { id, events, at, r } of [...marks].reverse()) chart.append(bubble(id, events, at, r, ink));
  context_.font = "600 12px " + FONT;
  for (const { id, at, r } of marks) {
    const name = clip(NODES.get(id).label, 28), half = context_.measureText(name).width / 2;
    const box = [at[0] - half - 2, at[1] + r + 1, at[0] + half + 2, at[1] + r + 17];
    if (boxes.some((one) => box[2] > one[0] && box[0] < one[2] && box[3] > one[1] && box[1] < one[3])) continue;
    boxes.push(box);
    const label = svg("text", { x: at[0], y: at[1] + r + 13, "text-anchor": "middle", "font-weight": 600, fill: ink.ink, stroke: ink.halo, "stroke-width": 3, "paint-order": "stroke", class: "name" });
    label.append(name);
    chart.append(label);
  }
  moveMap(chart, scale, () => [left, top, wide / scale, high / scale]);
  return chart;
}

const context_ = document.createElement("canvas").getContext("2d");

// A circle as large as its events are many, in parts by their types.
function bubble(id, events, [x, y], r, ink) {
  const name = nameOf(id) + ": " + t("n_events", { n: number(events.size) });
  const mark = svg("g", { class: "place", "data-id": id, role: "button", tabindex: 0, "aria-label": name }, svg("title"));
  mark.firstChild.append(name);
  if (id === state.selected) mark.append(svg("circle", { cx: x, cy: y, r: r + 5, fill: "none", stroke: ink.ring, "stroke-width": 2.5 }));
  const counts = [...countBy([...events].map((one) => NODES.get(one)), (node) => plainColor(node.color))].sort((a, b) => b[1] - a[1]);
  let turn = -Math.PI / 2;
  for (const [color, count] of counts) {
    const next = turn + (count / events.size) * 2 * Math.PI;
    const corner = (angle) => (x + r * Math.cos(angle)).toFixed(1) + " " + (y + r * Math.sin(angle)).toFixed(1);
    mark.append(counts.length === 1 ? svg("circle", { cx: x, cy: y, r, fill: color, stroke: ink.canvas, "stroke-width": 1.2 })
      : svg("path", { d: `M${x.toFixed(1)} ${y.toFixed(1)}L${corner(turn)}A${r} ${r} 0 ${next - turn > Math.PI ? 1 : 0} 1 ${corner(next)}Z`, fill: color, stroke: ink.canvas, "stroke-width": 0.8 }));
    turn = next;
  }
  if (events.size > 1 && r > 8) {
    const count = svg("text", { x, y: y + 4, "text-anchor": "middle", "font-size": 11, "font-weight": 700, fill: "#fff", stroke: "#17202b", "stroke-width": 2.4, "paint-order": "stroke" });
    count.append(number(events.size));
    mark.append(count);
  }
  const take = () => { choose(id); const again = byId("map").querySelector(`[data-id="${CSS.escape(id)}"]`); if (again) again.focus(); };
  mark.addEventListener("click", take);
  mark.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); take(); } });
  return mark;
}

function zoomMap(factor, at = [0.5, 0.5]) {
  const box = byId("map").querySelector("svg");
  const [x, y, width, height] = box.frame();
  const wide = Math.min(Math.max(width * factor, 8), 700), tall = (height / width) * wide;
  mapView = [x + (width - wide) * at[0], y + (height - tall) * at[1], wide, tall];
  fillMap();
}

// Dragging moves the map, the wheel comes nearer.
function moveMap(chart, scale, frame) {
  chart.frame = frame;
  let from = null;
  chart.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = chart.getBoundingClientRect();
    zoomMap(event.deltaY > 0 ? 1.25 : 0.8, [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]);
  }, { passive: false });
  chart.addEventListener("pointerdown", (event) => { if (!event.target.closest(".place")) from = [event.clientX, event.clientY]; });
  chart.addEventListener("pointerup", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    from = null;
    if (Math.hypot(dx, dy) < 4) return;
    const [x, y, width, height] = frame();
    mapView = [x - dx / scale, y - dy / scale, width, height];
    fillMap();
  });
}
