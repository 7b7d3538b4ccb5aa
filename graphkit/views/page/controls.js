// Legend that filters, dates with a histogram, search.

function legendRow(set, key, label, mark, count) {
  const box = el("input", { type: "checkbox", "data-key": key, change: () => { box.checked ? set.delete(key) : set.add(key); update(); } });
  box.checked = !set.has(key);
  const only = () => {
    const keys = [...row.closest(".legend").querySelectorAll("input")].map((input) => input.dataset.key);
    keys.forEach((one) => (one === key ? set.delete(one) : set.add(one)));
    update();
  };
  const row = el("div", { class: box.checked ? "row" : "row off" },
    el("label", null, box, mark, el("span", { dir: "auto", title: label }, label), el("output", null, count)),
    el("button", { type: "button", class: "link only", click: only }, t("only")));
  return row;
}

function countBy(nodes, key) {
  const counts = new Map();
  for (const node of nodes) counts.set(key(node), (counts.get(key(node)) || 0) + 1);
  return counts;
}

// Shown of all: one number while both are the same.
const share = (some, all) => (some === all ? number(all) : number(some) + " / " + number(all));

function fillLegends() {
  const focusKey = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : null;
  const byType = (node) => node.data.type;
  const all = countBy(DATA.nodes, byType);
  const events = countBy(EVENTS.filter((node) => statusOn(node) && inRange(node)), byType);
  const rows = [];
  let family = null;
  const families = ["diplomacy", "force", "support", "words", "society", "other"];
  const eventTypes = TYPES.filter((type) => type.kind === "event");
  eventTypes.sort((a, b) => families.indexOf(a.family) - families.indexOf(b.family) || a.rank - b.rank);
  for (const type of eventTypes) {
    if (type.family !== family) rows.push(el("h4", null, t("family_" + type.family)));
    family = type.family;
    rows.push(legendRow(state.off, type.name, typeLabel(type.name), glyph(type.shape, type.color), share(events.get(type.name) || 0, all.get(type.name))));
  }
  byId("event-types").replaceChildren(...rows);
  const seen = countBy(ACTORS.filter((node) => visible.has(node.id) || (!drawn.has(node.id) && typeOn(node))), byType);
  byId("entity-types").replaceChildren(...TYPES.filter((type) => type.kind !== "event").map((type) =>
    legendRow(state.off, type.name, typeLabel(type.name), glyph(type.shape, type.color), share(state.off.has(type.name) ? all.get(type.name) : seen.get(type.name) || 0, all.get(type.name)))));
  const statuses = countBy(EVENTS, (node) => node.data.status || "actual");
  const shown = countBy(EVENTS.filter((node) => typeOn(node) && inRange(node)), (node) => node.data.status || "actual");
  byId("statuses").replaceChildren(...STATUSES.filter((status) => statuses.get(status)).map((status) =>
    legendRow(state.offStatus, status, t("status_" + status), statusGlyph(status), share(shown.get(status) || 0, statuses.get(status)))));
  if (focusKey) {
    const again = [...document.querySelectorAll(".legend input")].find((input) => input.dataset.key === focusKey);
    if (again) again.focus();
  }
  for (const id of ["event-types", "entity-types", "statuses"]) byId(id).parentElement.hidden = !byId(id).children.length;
  byId("reset").hidden = !isFiltered();
}

function statusGlyph(status) {
  const attributes = { points: "7,1.500 12.5,7 7,12.5 1.5,7", fill: "currentColor", stroke: "currentColor", "stroke-width": 1.3 };
  if (status !== "actual") attributes.fill = "none";
  if (status === "planned") attributes["stroke-dasharray"] = "2.4 1.6";
  if (status === "possible") attributes["stroke-dasharray"] = "0.8 1.8";
  const parts = [svg("polygon", attributes)];
  if (HOLLOW.has(status)) parts.push(svg("path", { d: status === "denied" ? "M5 5l4 4M9 5l-4 4" : "M5 9l4-4", stroke: "currentColor", "stroke-width": 1.3 }));
  return svg("svg", { viewBox: "0 0 14 14", class: "glyph", "aria-hidden": "true" }, ...parts);
}

// ---- dates

const DAY = 86400000;
const toDay = (text) => Math.round(Date.parse(text + "T00:00:00Z") / DAY);
const fromDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dated = EVENTS.filter((node) => node.data.begin);
let bins = []; // {from, to, label}

function makeBins() {
  if (!dated.length) return [];
  const begins = dated.map((node) => node.data.begin).sort();
  const first = begins[0];
  const last = begins[begins.length - 1];
  const days = toDay(last) - toDay(first);
  const step = days <= 45 ? "day" : days <= 365 * 4 ? "month" : days <= 365 * 15 ? "quarter" : "year";
  const found = [];
  let start = step === "day" ? first : step === "month" ? first.slice(0, 7) + "-01" : first.slice(0, 4) + "-01-01";
  while (start <= last && found.length < 400) {
    const date = new Date(start + "T00:00:00Z");
    if (step === "day") date.setUTCDate(date.getUTCDate() + 1);
    else if (step === "month") date.setUTCMonth(date.getUTCMonth() + 1);
    else if (step === "quarter") date.setUTCMonth(date.getUTCMonth() + 3);
    else date.setUTCFullYear(date.getUTCFullYear() + 1);
    const next = date.toISOString().slice(0, 10);
    found.push({ from: start, to: fromDay(toDay(next) - 1), label: step === "day" ? start : step === "month" ? start.slice(0, 7) : start.slice(0, 4) });
    start = next;
  }
  return found;
}

function fillHistogram() {
  const place = byId("histogram");
  place.parentElement.hidden = !EVENTS.length;
  place.hidden = bins.length < 2;
  byId("date-from").value = state.from;
  byId("date-to").value = state.to;
  byId("undated").checked = state.undated;
  byId("undated-count").textContent = number(EVENTS.length - dated.length);
  byId("undated").parentElement.hidden = EVENTS.length === dated.length;
  if (place.hidden) return;
  const width = 232, height = 44, slot = width / bins.length;
  const index = (node) => bins.findIndex((bin) => node.data.begin <= bin.to);
  const all = bins.map(() => 0), some = bins.map(() => 0);
  for (const node of dated) {
    const bin = index(node);
    if (bin < 0) continue;
    all[bin]++;
    if (typeOn(node) && statusOn(node)) some[bin]++;
  }
  const most = Math.max(...all, 1);
  const chart = svg("svg", { viewBox: `0 0 ${width} 58`, preserveAspectRatio: "none" });
  bins.forEach((bin, i) => {
    const outside = (state.from && bin.to < state.from) || (state.to && bin.from > state.to);
    for (const [name, count] of [["all", all[i]], ["some", some[i]]]) {
      const tall = count ? Math.max((count / most) * height, 2) : 0;
      chart.append(svg("rect", { x: i * slot + slot * 0.1, y: height - tall, width: slot * 0.8, height: tall, rx: Math.min(1.5, slot / 4), class: outside ? name + " outside" : name }));
    }
  });
  if (state.from || state.to) {
    const left = state.from ? bins.findIndex((bin) => bin.to >= state.from) : 0;
    const right = state.to ? bins.filter((bin) => bin.from <= state.to).length : bins.length;
    if (left >= 0 && right > left) chart.append(svg("rect", { x: left * slot, y: 0, width: (right - left) * slot, height, class: "brush" }));
  }
  const first = svg("text", { x: 0, y: 56 }), last = svg("text", { x: width, y: 56, "text-anchor": "end" });
  first.append(formatTime(bins[0].label));
  last.append(formatTime(bins[bins.length - 1].label));
  chart.append(first, last);
  place.replaceChildren(chart);
}

function startHistogram() {
  bins = makeBins();
  const place = byId("histogram");
  let anchor = null;
  const binAt = (event) => {
    const box = place.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((event.clientX - box.left) / box.width) * bins.length), 0), bins.length - 1);
  };
  const choose = (event) => {
    const here = binAt(event);
    state.from = bins[Math.min(anchor, here)].from;
    state.to = bins[Math.max(anchor, here)].to;
    fillHistogram();
  };
  place.addEventListener("pointerdown", (event) => { anchor = binAt(event); place.setPointerCapture(event.pointerId); choose(event); });
  place.addEventListener("pointermove", (event) => anchor !== null && choose(event));
  place.addEventListener("pointerup", () => { anchor = null; update(); });
  place.addEventListener("dblclick", () => { state.from = state.to = ""; update(); });
  for (const [id, key] of [["date-from", "from"], ["date-to", "to"]]) {
    byId(id).addEventListener("change", () => { state[key] = byId(id).value; update(); });
  }
  byId("undated").addEventListener("change", () => { state.undated = byId("undated").checked; update(); });
  byId("reset").addEventListener("click", () => {
    Object.assign(state, { from: "", to: "", undated: true, off: new Set(), offStatus: new Set() });
    update();
  });
}

// ---- search

const INDEX = DATA.nodes.map((node) => ({
  node, keys: [node.label, ...(node.data.aliases || []), ...(node.data.title ? [node.data.title] : [])].map(fold),
}));

// Every word of the query must start a word of one of the node's names; whole names first, actors before events,
// the name before other names.
function search(query) {
  const words = fold(query).split(" ").filter(Boolean);
  if (!words.length) return [];
  const whole = words.join(" ");
  const found = [];
  for (const { node, keys } of INDEX) {
    let best = -1;
    keys.forEach((key, index) => {
      if (!words.every((word) => (" " + key).includes(" " + word))) return;
      const how = key === whole ? 3 : key.startsWith(whole) ? 2 : 1;
      best = Math.max(best, how * 4 + (isEvent(node) ? 0 : 2) + (index ? 0 : 1));
    });
    if (best > 0) found.push({ node, best, weight: NEAR.get(node.id).length });
  }
  found.sort((a, b) => b.best - a.best || b.weight - a.weight || (a.node.id < b.node.id ? -1 : 1));
  return found.map((one) => one.node);
}

function startSearch() {
  const input = byId("query"), list = byId("hits");
  let hits = [], at = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const take = (node) => { close(); input.value = ""; input.blur(); choose(node.id); };
  const mark = (to) => {
    at = to;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    const item = list.children[at];
    if (item) { input.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
  };
  const show = () => {
    if (!input.value.trim()) return close();
    const all = search(input.value);
    hits = all.slice(0, 12);
    list.replaceChildren(...hits.map((node, i) => el("li", { role: "option", id: "hit-" + i, "aria-selected": "false", mousedown: (event) => { event.preventDefault(); take(node); } },
      nodeGlyph(node), el("span", { dir: "auto" }, node.label), el("small", null, isEvent(node) ? formatTime(node.data.time) || typeLabel(node.data.type) : typeLabel(node.data.type)))));
    if (!hits.length) list.append(el("li", { class: "none", role: "option", "aria-disabled": "true" }, t("search_none")));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(hits.length ? 0 : -1);
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (hits.length) mark((at + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length);
    } else if (event.key === "Enter" && hits[at]) take(hits[at]);
    else if (event.key === "Escape") { input.value = ""; close(); input.blur(); event.stopPropagation(); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) && document.activeElement.type !== "checkbox";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); input.focus(); input.select(); }
    if (event.key === "Escape" && !typing) state.selected ? select(null) : setFocus(null);
  });
}
