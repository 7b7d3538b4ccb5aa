// The side panel: facts of what is chosen and every sentence that tells it.

const history_ = []; // ids chosen before, for the way back

const icon = (path) => svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: path }));
const badge = (kind, text) => el("span", { class: "badge " + kind }, text);

function actorButton(id, extra) {
  const node = NODES.get(id);
  if (!node) return el("span", { dir: "auto" }, id);
  return el("button", { type: "button", class: "actor", "data-id": id, click: () => choose(id) }, nodeGlyph(node), el("span", { dir: "auto" }, node.label), extra);
}

// A sentence with its trigger marked and its actors underlined, each with its role. Ranges are code points.
function quoteOf(evidence) {
  const points = sentenceOf(evidence);
  const quote = el("blockquote", { dir: "auto" });
  const roles = new Map();
  for (const [entity, role] of evidence.roles || []) roles.set(entity, [...(roles.get(entity) || []), roleLabel(role)]);
  for (const source of evidence.sources || []) roles.set(source, [...(roles.get(source) || []), roleLabel("source")]);
  let at = 0;
  for (const [start, end, who] of evidence.marks || []) {
    if (start < at) continue;
    quote.append(points.slice(at, start).join(""));
    const words = points.slice(start, end).join("");
    if (who === "") quote.append(el("mark", null, words));
    else if (roles.has(who) && end - start <= 34) quote.append(el("ruby", null, nameLink(who, words), el("rt", null, roles.get(who).join(", "))));
    else quote.append(nameLink(who, words));
    at = end;
  }
  quote.append(points.slice(at).join(""));
  return quote;
}

function nameLink(who, words) {
  return el("a", { class: "named", href: "#" + new URLSearchParams({ n: who }), title: NODES.has(who) ? NODES.get(who).label : null, click: (event) => { event.preventDefault(); choose(who); } }, words);
}

function evidenceCard(evidence) {
  const source = DATA.documents[evidence.document] || {};
  const title = source.title || evidence.document;
  const meta = [source.outlet, formatTime(source.published)].filter(Boolean).map((text) => el("span", { dir: "auto" }, text));
  if (evidence.zone) meta.push(el("span", null, t("zone_" + evidence.zone)));
  if (evidence.line && !evidence.zone) meta.push(el("span", null, t("line", { n: evidence.line })));
  if (evidence.polarity === "negative") meta.push(badge("negative", t("polarity_negative")));
  if (evidence.modality) meta.push(badge(evidence.modality, t("modality_" + evidence.modality)));
  const parent = source.part_of && (DATA.documents[source.part_of] || { title: source.part_of });
  return el("article", { class: "quote" },
    quoteOf(evidence),
    (evidence.sources || []).length > 0 && el("p", { class: "said" }, t("said_by") + ":", evidence.sources.map((id) => actorButton(id))),
    el("p", { class: "from", dir: "auto" }, link(source.url, title) || title, " ",
      DATA.documents[evidence.document] && el("button", { type: "button", class: "link", click: () => openDocument(evidence.document) }, t("read"))),
    parent && el("p", { class: "from" }, t("part_of", { title: parent.title })),
    el("p", { class: "meta" }, meta));
}

function fact(list, name, ...values) {
  const content = values.flat().filter(Boolean);
  if (content.length) list.append(el("dt", null, name), el("dd", null, content.length > 1 ? el("ul", null, content.map((one) => el("li", null, one))) : content));
}

const text = (value) => (value ? el("span", { dir: "auto" }, String(value)) : null);

function eventPanel(node) {
  const data = node.data;
  const facts = el("dl");
  fact(facts, t("time"), text(formatTime(data.time)) || el("span", { class: "hint" }, t("undated_short")));
  const roles = new Map();
  for (const near of rolesOf(node)) roles.set(near.role, [...(roles.get(near.role) || []), near.other]);
  const order = lookOf(node)?.roles || [];
  const place = (role) => (order.includes(role) ? order.indexOf(role) : order.length);
  for (const [role, actors] of [...roles].sort((a, b) => place(a[0]) - place(b[0]))) if (role !== "place") fact(facts, roleLabel(role), actors.map((id) => actorButton(id)));
  fact(facts, t("place"), (roles.get("place") || []).map((id) => actorButton(id)));
  fact(facts, t(data.type === "Appointment" ? "post" : "title"), text(data.title));
  fact(facts, t("item"), text(data.item));
  fact(facts, t("quantity"), text(formatQuantity(data.quantity)));
  if (data.confidence !== undefined) fact(facts, t("confidence"), text(percent(data.confidence)));
  fact(facts, t("note"), text(node.title));
  const evidence = evidenceOf(node).filter(tells);
  return [facts, actions(node), el("section", { class: "evidence" }, el("h3", null, t("evidence") + " (" + number(evidence.length) + ")"),
    evidence.length ? evidence.map(evidenceCard) : el("p", { class: "hint" }, t("no_evidence")))];
}

// 10000-12000 → 10.000–12.000; anything else as it stands.
const formatQuantity = (value) => (/^\d+(-\d+)?$/.test(value || "") ? value.split("-").map((part) => number(Number(part))).join("–") : value);

// One line per event that opens to its sentences.
function eventItem(id, role) {
  const node = NODES.get(id);
  const evidence = evidenceOf(node).filter(tells);
  return el("li", null, el("details", null,
    el("summary", null, nodeGlyph(node), el("span", { class: "what", dir: "auto" }, node.label, role && el("em", null, " · " + role)), el("small", null, formatTime(node.data.time) || t("undated_short"))),
    el("div", null, evidence.map(evidenceCard), el("button", { type: "button", class: "link", "data-id": id, click: () => choose(id) }, t("open_event")))));
}

const byTime = (a, b) => (NODES.get(a).data.begin || "9999").localeCompare(NODES.get(b).data.begin || "9999") || (a < b ? -1 : 1);

function eventList(title, found) {
  if (!found.size) return null;
  const ids = [...found.keys()].sort(byTime);
  const list = el("ul", { class: "list" });
  let shown = 0;
  const more = el("button", { type: "button", class: "link", click: () => add() });
  const add = () => {
    list.append(...ids.slice(shown, shown + 100).map((id) => eventItem(id, [...found.get(id)].map(roleLabel).join(", "))));
    shown += 100;
    more.hidden = shown >= ids.length;
    more.textContent = t("more_rows", { n: number(ids.length - shown) });
  };
  add();
  return el("section", null, el("h3", null, title + " (" + number(ids.length) + ")"), list, more);
}

function actorPanel(node) {
  const data = node.data;
  const facts = el("dl");
  fact(facts, t("aliases"), text((data.aliases || []).filter((one) => one !== node.label).join(", ")));
  fact(facts, t("positions"), (data.positions || []).map((position) => el("span", null, text(position.title), position.organization && el("span", null, " – ", actorButton(position.organization)))));
  const holders = NEAR.get(node.id).filter((near) => near.role === "position" && near.edge.to === node.id);
  fact(facts, t("holders"), holders.map((near) => el("span", null, actorButton(near.other), el("span", { class: "hint", dir: "auto" }, " " + (near.edge.data.title || "")))));
  fact(facts, t("wikidata"), /^Q\d+$/.test(data.wikidata || "") && link("https://www.wikidata.org/wiki/" + data.wikidata, data.wikidata));
  fact(facts, t("note"), text(node.title));
  const own = new Map(), said = new Map(), others = new Map();
  for (const near of NEAR.get(node.id)) {
    const other = NODES.get(near.other);
    if (!isEvent(other)) { if (near.role !== "position") others.set(other.id, (others.get(other.id) || 0) + 1); continue; }
    const into = near.role === "source" ? said : own;
    into.set(other.id, new Set([...(into.get(other.id) || []), near.role]));
  }
  for (const id of own.keys()) for (const actor of actorsOf(NODES.get(id))) if (actor !== node.id) others.set(actor, (others.get(actor) || 0) + 1);
  const ranked = [...others].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 15);
  return [facts, actions(node), strip([...own.keys()]), eventList(t("events_of"), own), eventList(t("said"), said),
    ranked.length > 0 && el("section", null, el("h3", null, t("together")), el("ul", { class: "list" }, ranked.map(([id, count]) =>
      el("li", null, el("button", { type: "button", class: "item", "data-id": id, click: () => choose(id) }, nodeGlyph(NODES.get(id)), el("span", { class: "what", dir: "auto" }, NODES.get(id).label), el("small", null, number(count)))))))];
}

// The events of an actor as dots along their time, early to late.
function strip(ids) {
  const nodes = ids.map((id) => NODES.get(id)).filter((node) => binsOf.has(node.id));
  if (nodes.length < 2) return null;
  const days = nodes.map((node) => (toDay(node.data.begin) + toDay(node.data.end || node.data.begin)) / 2);
  const first = Math.min(...days), last = Math.max(...days, first + 1);
  const heights = new Map();
  const dots = nodes.map((node, i) => {
    const x = 6 + ((days[i] - first) / (last - first)) * 338;
    const slot = Math.round(x / 7), level = heights.get(slot) || 0;
    heights.set(slot, level + 1);
    const dot = svg("rect", { x: x - 3, y: 40 - (level % 6) * 7, width: 6, height: 6, rx: 1.5, fill: plainColor(node.color), class: "dot" }, svg("title"));
    dot.firstChild.append(nameOf(node.id) + ", " + formatTime(node.data.time));
    dot.addEventListener("click", () => choose(node.id));
    return dot;
  });
  const ends = [[6, "start", first], [344, "end", last]].map(([x, anchor, day]) => { const label = svg("text", { x, y: 60, "text-anchor": anchor }); label.append(formatTime(fromDay(Math.round(day)).slice(0, last - first < 120 ? 10 : 7), "short")); return label; });
  return el("section", { class: "strip" }, el("h3", null, t("view_timeline")), svg("svg", { viewBox: "0 0 350 64", role: "img", "aria-label": t("strip", { n: number(nodes.length) }) }, svg("path", { d: "M4 49h342", stroke: "currentColor", "stroke-width": 1 }), ...dots, ...ends));
}

function actions(node) {
  const button = (key, action, pressed) => el("button", { type: "button", "data-do": key, "aria-pressed": pressed === undefined ? null : String(pressed), click: action }, t(key));
  const inside = state.focus === node.id;
  const start = state.path[0] && !state.path[1] && state.path[0] !== node.id;
  return el("div", { class: "actions" },
    !isGraph() && button("to_graph", () => { setView("events"); bringSoon(node.id); }),
    button(inside ? "unfocus" : "focus", () => setFocus(inside ? null : node.id)),
    button(state.collapsed.has(node.id) ? "unfold" : "fold", () => foldAway(node.id), state.collapsed.has(node.id)),
    (state.focus && !inside || !NEAR.get(node.id).every((near) => drawn.has(near.other))) && button("expand", () => expand(node.id)),
    button("pin", () => pin(node.id), state.pins.has(node.id)),
    button(start ? "path_to" : "path_start", () => pickPath(node.id, start ? 1 : 0)));
}

function fillPanel() {
  const panel = byId("panel");
  const key = state.selected || "";
  const ends = key.startsWith("pair ") ? pairEnds(key) : null;
  const node = NODES.get(key);
  const onPath = Boolean(state.path[0]);
  panel.hidden = !node && !ends && !onPath;
  if (panel.hidden) return panel.replaceChildren();
  const buttons = [
    history_.length > 0 && el("button", { type: "button", id: "panel-back", title: t("back"), "aria-label": t("back"), click: goBack }, icon("M12 4.500L6.500 10l5.500 5.500")),
    el("button", { type: "button", id: "panel-close", title: t("close"), "aria-label": t("close"), click: () => { if (!state.selected) clearPath(); select(null); } }, icon("M5 5l10 10M15 5L5 15"))];
  let chip = null, heading = null, body = [];
  if (ends) {
    chip = el("span", { class: "chip" }, t("between"));
    heading = ends.map(nameOf).join(" – ");
    const shared = passing.filter((event) => ends.every((id) => rolesOf(event).some((near) => near.other === id && near.role !== "place")));
    body = [eventList(t("between"), new Map(shared.map((event) => [event.id, new Set()])))];
  } else if (node) {
    chip = el("span", { class: "chip" }, nodeGlyph(node), typeLabel(node.data.type));
    heading = node.label;
    body = isEvent(node) ? eventPanel(node) : actorPanel(node);
  }
  const status = node && isEvent(node) && node.data.status && node.data.status !== "actual" ? badge(node.data.status, t("status_" + node.data.status)) : null;
  panel.replaceChildren(
    el("div", { class: "bar" }, chip, status, el("span", { class: "spacer" }), buttons),
    el("div", { class: "body" }, onPath && pathPanel(), heading && el("h2", { dir: "auto" }, heading), node && isGraph() && !shownNow(node) && el("p", { class: "hint" }, t("hidden")), ...body.filter(Boolean)));
  panel.scrollTop = 0;
}

const shownNow = (node) => visible.has(node.id) || (state.view === "actors" && isEvent(node));
