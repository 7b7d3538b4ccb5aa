// Legends that filter: types, status, certainty, outlets, speakers, zones.

function legendRow(set, key, label, mark, count) {
  const box = el("input", { type: "checkbox", "data-key": key, change: () => { box.checked ? set.delete(key) : set.add(key); update(); } });
  box.checked = !set.has(key);
  const only = () => {
    const legend = row.closest(".legend"); // a long one does not show all of its keys
    const keys = ALL[legend.id] ? [...ALL[legend.id].keys()] : [...legend.querySelectorAll("input")].map((input) => input.dataset.key);
    keys.forEach((one) => (one === key ? set.delete(one) : set.add(one)));
    update();
  };
  const row = el("div", { class: box.checked ? "row" : "row off" },
    el("label", null, box, mark, el("span", { dir: "auto", title: label }, label), el("output", null, count)),
    el("button", { type: "button", class: "link only", "aria-label": t("only") + ": " + label, click: only }, t("only")));
  return row;
}

function countBy(nodes, key) {
  const counts = new Map();
  const add = (one) => counts.set(one, (counts.get(one) || 0) + 1);
  for (const node of nodes) {
    const found = key(node);
    if (Array.isArray(found)) found.forEach(add);
    else add(found);
  }
  return counts;
}

// Shown of all: one number while both are the same.
const share = (some, all) => (some === all ? number(all) : number(some) + " / " + number(all));

const outletsOf = (node) => [...new Set(evidenceOf(node).map(outletOf))];
const saidBy = (node) => [...new Set(evidenceOf(node).flatMap(speakersOf))];
const zonesOf = (node) => [...new Set(evidenceOf(node).map(zoneOf))];
const byType = (node) => node.data.type;
const statusOf = (node) => node.data.status || "actual";
const ALL = { types: countBy(DATA.nodes, byType), statuses: countBy(EVENTS, statusOf), outlets: countBy(EVENTS, outletsOf), speakers: countBy(EVENTS, saidBy), zones: countBy(EVENTS, zonesOf) };
const opened = new Set(); // long legends that are open

const FAMILIES = ["diplomacy", "force", "support", "words", "society", "other"];
const inFamilies = () => TYPES.filter((type) => type.kind === "event").sort((a, b) => FAMILIES.indexOf(a.family) - FAMILIES.indexOf(b.family) || a.rank - b.rank);

function fillLegends() {
  const focusKey = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : null;
  const events = countBy(EVENTS.filter((node) => passes(node, "type")), byType);
  const rows = [];
  let family = null;
  for (const type of inFamilies()) {
    if (type.family !== family) rows.push(el("h4", null, t("family_" + type.family)));
    family = type.family;
    rows.push(legendRow(state.off, type.name, typeLabel(type.name), glyph(type.shape, type.color), share(events.get(type.name) || 0, ALL.types.get(type.name))));
  }
  byId("event-types").replaceChildren(...rows);
  const seen = countBy(ACTORS.filter((node) => visible.has(node.id) || (!drawn.has(node.id) && typeOn(node))), byType);
  byId("entity-types").replaceChildren(...TYPES.filter((type) => type.kind !== "event").map((type) =>
    legendRow(state.off, type.name, typeLabel(type.name), glyph(type.shape, type.color), share(state.off.has(type.name) ? ALL.types.get(type.name) : seen.get(type.name) || 0, ALL.types.get(type.name)))));
  const statuses = countBy(EVENTS.filter((node) => passes(node, "status")), statusOf);
  byId("statuses").replaceChildren(...STATUSES.filter((status) => ALL.statuses.get(status)).map((status) =>
    legendRow(state.offStatus, status, t("status_" + status), statusGlyph(status), share(statuses.get(status) || 0, ALL.statuses.get(status)))));
  const told = EVENTS.filter((node) => passes(node, "told"));
  fillLong("outlets", state.offOutlet, countBy(told, outletsOf), (name) => (name === "—" ? t("unknown") : name));
  fillLong("speakers", state.offSpeaker, countBy(told, saidBy), (id) => (id === "—" ? t("text_itself") : (NODES.get(id) || { label: id }).label));
  const zones = countBy(told, zonesOf);
  byId("zones").replaceChildren(...ZONES.filter((zone) => ALL.zones.get(zone)).map((zone) =>
    legendRow(state.offZone, zone, t("zone_" + zone), null, share(zones.get(zone) || 0, ALL.zones.get(zone)))));
  byId("sure").value = state.sure;
  byId("sure-value").textContent = state.sure ? "≥ " + percent(state.sure / 100) : t("all");
  byId("sure").setAttribute("aria-valuetext", byId("sure-value").textContent);
  byId("sure-box").hidden = !EVENTS.some((node) => (node.data.confidence ?? 1) < 1);
  if (focusKey) {
    const again = [...document.querySelectorAll(".legend input")].find((input) => input.dataset.key === focusKey);
    if (again) again.focus();
  }
  for (const id of ["event-types", "entity-types", "statuses"]) byId(id).parentElement.hidden = !byId(id).children.length;
  byId("zones").parentElement.hidden = ALL.zones.size < 2;
  byId("reset").hidden = !isFiltered();
}

// A legend of many names: the most frequent, and a button for the rest.
function fillLong(id, off, counts, label) {
  const all = [...ALL[id]].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  const mostOff = off.size > all.length / 2;
  const names = opened.has(id) ? all : all.filter((name, index) => index < 8 || off.has(name) !== mostOff);
  const rows = names.map((name) => legendRow(off, name, label(name), null, share(counts.get(name) || 0, ALL[id].get(name))));
  if (names.length < all.length) rows.push(el("button", { type: "button", class: "link", click: () => { opened.add(id); fillLegends(); } }, t("more_rows", { n: number(all.length - names.length) })));
  byId(id).replaceChildren(...rows);
  byId(id).parentElement.hidden = all.length < 2;
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

function startLegends() {
  byId("sure").addEventListener("input", () => { state.sure = Number(byId("sure").value); update(); });
  byId("reset").addEventListener("click", () => {
    const { off, offStatus, offOutlet, offSpeaker, offZone, sure, from, to, undated } = fresh();
    Object.assign(state, { off, offStatus, offOutlet, offSpeaker, offZone, sure, from, to, undated });
    update();
  });
}
