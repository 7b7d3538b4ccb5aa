// The events along their time, in lanes by type or by actor. Dragging over the lanes chooses dates for all views;
// the wheel or the buttons come nearer.

let span = null; // [first day, last day] in view; null: all
let onReports = dated.length * 2 < EVENTS.length; // whether undated events stand on the day on which they were told first

// First and last day of an event, or of its report; null where neither is known.
const REPORTED = new Map(EVENTS.map((node) => [node.id, evidenceOf(node).map((one) => (DATA.documents[one.document] || {}).published || "").filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)).sort()[0]]));
function daysOf(node) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(node.data.begin || "")) return [toDay(node.data.begin), toDay(node.data.end || node.data.begin)];
  const told = onReports && !node.data.begin && REPORTED.get(node.id);
  return told ? [toDay(told), toDay(told)] : null;
}
const LANE = 46, GUTTER = 150, TOP = 26, MOST_LANES = 24;

function lanesOf(nodes) {
  if (rest.lanes === "types") {
    const counts = countBy(nodes, byType);
    return inFamilies().filter((type) => counts.get(type.name)).map((type) => ({ key: type.name, name: typeLabel(type.name), mark: type, has: (node) => node.data.type === type.name }));
  }
  const counts = countBy(nodes, actorsOf);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_LANES)
    .map(([id]) => ({ key: id, name: NODES.get(id).label, mark: NODES.get(id), has: (node) => actorsOf(node).includes(id) }));
}

function fillTimeline() {
  const place = byId("timeline");
  place.hidden = state.view !== "timeline";
  if (place.hidden) return place.replaceChildren();
  const nodes = passing.filter(daysOf);
  const wide = Math.max(place.clientWidth - 24, 320);
  const all = EVENTS.filter((node) => passes(node, "date") && daysOf(node));
  const pick = (key) => el("button", { type: "button", "data-lanes": key, "aria-pressed": String(rest.lanes === key), click: () => { rest.lanes = key; fillTimeline(); } }, t("lanes_" + key));
  const reports = el("input", { type: "checkbox", id: "time-reports", change: () => { onReports = reports.checked; span = null; fillTimeline(); byId("time-reports").focus(); } });
  reports.checked = onReports;
  const head = el("div", { class: "sheet-head" },
    el("div", { class: "switch", role: "group", "aria-label": t("lanes") }, pick("types"), pick("actors")),
    dated.length < EVENTS.length && el("label", { class: "check" }, reports, el("span", null, t("timeline_reports"))),
    el("span", { class: "spacer" }),
    el("button", { type: "button", class: "plain", id: "time-in", title: t("zoom_in"), "aria-label": t("zoom_in"), click: () => zoomTime(0.6) }, "+"),
    el("button", { type: "button", class: "plain", id: "time-out", title: t("zoom_out"), "aria-label": t("zoom_out"), click: () => zoomTime(1 / 0.6) }, "−"),
    el("button", { type: "button", class: "plain", id: "time-all", click: () => { span = null; fillTimeline(); } }, t("fit")));
  if (!all.length) return place.replaceChildren(head, el("p", { class: "nothing" }, t("timeline_none")));
  place.replaceChildren(head, drawTimeline(all, nodes, wide), el("p", { class: "hint" }, [t("timeline_hint"), nodes.some((node) => !node.data.begin) && t("timeline_told"), passing.length > nodes.length && t("n_undated", { n: number(passing.length - nodes.length) })].filter(Boolean).join(" ")));
}

const wholeSpan = (nodes) => {
  let first = Infinity, last = -Infinity;
  for (const [begin, end] of nodes.map(daysOf)) { first = Math.min(first, begin); last = Math.max(last, end); }
  const margin = Math.max((last - first) * 0.03, 3);
  return [first - margin, last + margin];
};

function drawTimeline(all, nodes, wide) {
  const ink = colors();
  const lanes = lanesOf(all);
  const [first, last] = span || wholeSpan(all);
  const gutter = wide < 560 ? 96 : GUTTER;
  const x = (day) => gutter + ((day - first) / (last - first)) * (wide - gutter - 12);
  const high = lanes.length * LANE + TOP;
  const chart = svg("svg", { viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, class: "lanes", role: "img", "aria-label": t("timeline", { n: number(nodes.length) }), "font-family": FONT, "font-size": 11.5 });
  const write = (text, attributes) => { const one = svg("text", { fill: ink.soft, stroke: "none", ...attributes }); one.append(text); return one; };
  const rect = (attributes) => svg("rect", { stroke: "none", ...attributes });
  chart.append(rect({ x: 0, y: 0, width: wide, height: high, fill: ink.canvas, class: "ground" }));
  const from = state.from ? x(toDay(state.from)) : null, to = state.to ? x(toDay(state.to) + 1) : null;
  if (from !== null || to !== null) {
    const left = Math.max(from ?? gutter, gutter), right = Math.min(to ?? wide, wide);
    if (right > left) chart.append(rect({ x: left, y: 0, width: right - left, height: high, fill: ink.ring, opacity: 0.1, class: "brush" }));
  }
  for (const tick of ticksOf(first, last, Math.max(Math.floor((wide - gutter) / 110), 2))) {
    chart.append(svg("path", { d: `M${x(tick.day).toFixed(1)} 0V${high}`, stroke: ink.edge, "stroke-width": 0.6 }), write(tick.name, { x: x(tick.day) + 4, y: 16 }));
  }
  lanes.forEach((lane, row) => {
    const y = row * LANE + TOP, middle = y + LANE / 2;
    chart.append(svg("path", { d: `M0 ${y}H${wide}`, stroke: ink.edge, "stroke-width": 0.6 }));
    chart.append(write(clip(lane.name, wide < 560 ? 13 : 21), { x: 8, y: middle + 4, fill: ink.ink }));
    drawLane(chart, nodes.filter(lane.has), x, middle, [first, last], ink, [gutter, wide]);
  });
  chart.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = chart.getBoundingClientRect();
    zoomTime(event.deltaY > 0 ? 1.25 : 0.8, Math.min(Math.max((event.clientX - box.left - gutter) / (box.width - gutter - 12), 0), 1));
  }, { passive: false });
  brushTime(chart, (px) => first + ((px - gutter) / (wide - gutter - 12)) * (last - first), gutter, high);
  return chart;
}

// The signs of one lane, stacked where they fall together; too many become bars.
function drawLane(chart, nodes, x, middle, [first, last], ink, [gutter, wide]) {
  const inside = nodes.map((node) => ({ node, days: daysOf(node) })).filter(({ days }) => days[1] >= first && days[0] <= last);
  if (inside.length > 600) {
    const heaps = new Map();
    for (const { days } of inside) { const slot = Math.round(x((days[0] + days[1]) / 2) / 4); heaps.set(slot, (heaps.get(slot) || 0) + 1); }
    const most = Math.max(...heaps.values());
    for (const [slot, count] of heaps) if (slot * 4 >= gutter) chart.append(svg("rect", { x: slot * 4 - 1.6, y: middle + 17 - (count / most) * 34, width: 3.2, height: (count / most) * 34, fill: plainColor(inside[0].node.color), stroke: "none" }));
    return;
  }
  const levels = new Map();
  for (const { node, days } of inside.sort((a, b) => a.days[0] - b.days[0] || (a.node.id < b.node.id ? -1 : 1))) {
    const begin = Math.max(x(days[0]), gutter), end = Math.min(x(days[1] + 1), wide);
    const at = (begin + end) / 2, slot = Math.round(at / 11), level = levels.get(slot) || 0;
    levels.set(slot, level + 1);
    const y = middle + [0, -11, 11, -5.5, 5.5, -16][level % 6];
    const color = plainColor(node.color), hollow = HOLLOW.has(node.data.status), dashed = DASHES[node.data.status];
    const mark = svg("g", { class: "event" + (node.id === state.selected ? " chosen" : ""), "data-id": node.id });
    if (end - begin > 14) mark.append(svg("path", { d: `M${begin.toFixed(1)} ${y}H${end.toFixed(1)}`, stroke: color, "stroke-width": 2, opacity: 0.3 }));
    if (node.id === state.selected) mark.append(svg("circle", { cx: at, cy: y, r: 10, fill: "none", stroke: ink.ring, "stroke-width": 2 }));
    const outline = node.data.begin ? `M${at.toFixed(1)} ${y - 6}l6 6-6 6-6-6z` : `M${(at - 4).toFixed(1)} ${y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z`; // round: the day of the report
    mark.append(svg("path", { d: outline, fill: hollow ? ink.canvas : dashed ? tinted(color, 0.35) : color, stroke: color, "stroke-width": hollow || dashed ? 1.6 : 0, ...(dashed ? { "stroke-dasharray": dashed.join(" ") } : {}) }), svg("title"));
    mark.lastChild.append(nameOf(node.id) + ", " + (node.data.begin ? formatTime(node.data.time) : t("told_on", { day: formatTime(REPORTED.get(node.id)) })));
    chart.append(mark);
  }
}

// Round days for the axis: years, quarters, months or days, at most `most` of them.
function ticksOf(first, last, most) {
  const units = [[1, "day"], [2, "day"], [7, "day"], [14, "day"], [1, "month"], [2, "month"], [3, "month"], [6, "month"], [1, "year"], [2, "year"], [5, "year"], [10, "year"], [20, "year"], [50, "year"], [100, "year"], [500, "year"]];
  const days = { day: 1, month: 30.4, year: 365.25 };
  const [every, unit] = units.find(([count, name]) => (last - first) / (count * days[name]) <= most) || units[units.length - 1];
  const ticks = [];
  const date = new Date(fromDay(Math.floor(first)) + "T00:00:00Z");
  if (unit !== "day") date.setUTCDate(1);
  if (unit === "year") { date.setUTCMonth(0); date.setUTCFullYear(Math.floor(date.getUTCFullYear() / every) * every); }
  if (unit === "month") date.setUTCMonth(Math.floor(date.getUTCMonth() / every) * every);
  while (ticks.length < 200) {
    const iso = date.toISOString().slice(0, 10), day = toDay(iso);
    if (day > last) break;
    if (day >= first) ticks.push({ day, name: unit === "year" ? iso.slice(0, 4) : formatTime(unit === "month" ? iso.slice(0, 7) : iso, "short") });
    if (unit === "day") date.setUTCDate(date.getUTCDate() + every);
    else if (unit === "month") date.setUTCMonth(date.getUTCMonth() + every);
    else date.setUTCFullYear(date.getUTCFullYear() + every);
  }
  return ticks;
}

function zoomTime(factor, at = 0.5) {
  const nodes = EVENTS.filter((node) => passes(node, "date") && daysOf(node));
  if (!nodes.length) return;
  const whole = wholeSpan(nodes), [first, last] = span || whole;
  const middle = first + (last - first) * at, wide = Math.max((last - first) * factor, 4);
  if (wide >= whole[1] - whole[0]) span = null;
  else span = [middle - wide * at, middle + wide * (1 - at)];
  fillTimeline();
}

// A click on a sign chooses the event; dragging chooses dates; a double click takes them back.
function brushTime(chart, dayAt, gutter, high) {
  let start = null, shade = null;
  const px = (event) => { const box = chart.getBoundingClientRect(); return Math.max(((event.clientX - box.left) / box.width) * chart.viewBox.baseVal.width, gutter); };
  chart.addEventListener("pointerdown", (event) => {
    const mark = event.target.closest(".event");
    if (mark) return choose(mark.dataset.id);
    start = px(event);
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const [left, right] = [start, px(event)].sort((a, b) => a - b);
    if (!shade) { shade = svg("rect", { y: 0, height: high, fill: colors().ring, opacity: 0.18, stroke: "none" }); chart.append(shade); }
    shade.setAttribute("x", left);
    shade.setAttribute("width", right - left);
  });
  chart.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const [left, right] = [start, px(event)].sort((a, b) => a - b);
    start = null;
    if (right - left < 5) { if (shade) shade.remove(); return; }
    state.from = fromDay(Math.floor(dayAt(left)));
    state.to = fromDay(Math.floor(dayAt(right)));
    update();
  });
  chart.addEventListener("dblclick", () => { state.from = state.to = ""; update(); });
}
