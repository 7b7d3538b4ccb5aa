// What is chosen on the page, and what is visible because of it.

const STATUSES = ["actual", "planned", "possible", "denied", "disputed"];
const ZONES = ["title", "body", "teaser", "caption", "byline"];
const VIEWS = ["events", "actors", "timeline", "map", "matrix", "documents"];
const NODES = new Map(DATA.nodes.map((node) => [node.id, node]));
const NEAR = new Map(DATA.nodes.map((node) => [node.id, []])); // id → [{other, role, edge}]
for (const edge of DATA.edges) {
  NEAR.get(edge.from).push({ other: edge.to, role: edge.data.role, edge });
  NEAR.get(edge.to).push({ other: edge.from, role: edge.data.role, edge });
}
const isEvent = (node) => node.data.kind === "event";
const EVENTS = DATA.nodes.filter(isEvent);
const ACTORS = DATA.nodes.filter((node) => !isEvent(node));
const TYPES = [...DATA.types].sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
const SHAPES = new Map(TYPES.map((type) => [type.kind + " " + type.name, type]));
const lookOf = (node) => SHAPES.get(node.data.kind + " " + node.data.type);
const isGraph = () => state.view === "events" || state.view === "actors";

const fresh = () => ({
  view: DATA.view, off: new Set(), offStatus: new Set(), offOutlet: new Set(), offSpeaker: new Set(), offZone: new Set(), sure: 0,
  from: "", to: "", undated: true, selected: null, focus: null, expanded: new Set(), collapsed: new Set(),
  pins: new Map(), path: [null, null], document: null,
});
const state = fresh();
const rest = { sort: "date", down: false, rows: 200, lanes: "types" }; // what no link has to say
const drawn = new Set(DATA.nodes.slice(0, DATA.limit).map((node) => node.id));
let visible = new Set(); // ids that pass the filters and are drawn
let passing = []; // events that pass the filters, drawn or not

// Where each event is told: one key per sentence, outlet, speaker and zone.
const outletOf = (evidence) => (DATA.documents[evidence.document] || {}).outlet || "—";
const zoneOf = (evidence) => evidence.zone || "body";
const evidenceOf = (node) => node.data.evidence || [];
const speakersOf = (evidence) => (evidence.sources && evidence.sources.length ? evidence.sources : ["—"]); // "—": the text itself
const tells = (evidence) => !state.offOutlet.has(outletOf(evidence)) && !state.offZone.has(zoneOf(evidence)) && (!state.offSpeaker.size || !speakersOf(evidence).every((one) => state.offSpeaker.has(one)));

const inRange = (node) => {
  const { begin, end } = node.data;
  if (!begin) return state.undated;
  return (!state.from || (end || begin) >= state.from) && (!state.to || begin <= state.to);
};
const typeOn = (node) => !state.off.has(node.data.type);
const statusOn = (node) => !state.offStatus.has(node.data.status || "actual");
const sureOn = (node) => !state.sure || (node.data.confidence ?? 1) * 100 >= state.sure;
function toldOn(node) {
  if (!state.offOutlet.size && !state.offZone.size && !state.offSpeaker.size) return true;
  const told = evidenceOf(node);
  return !told.length || told.some(tells);
}
// Whether an event passes all filters but those named in `less`.
const TESTS = { type: typeOn, status: statusOn, sure: sureOn, date: inRange, told: toldOn };
const TEST_LIST = Object.entries(TESTS);
function passes(node, less = "") {
  for (const [name, test] of TEST_LIST) if (name !== less && !test(node)) return false;
  return true;
}
const isFiltered = () => state.off.size + state.offStatus.size + state.offOutlet.size + state.offSpeaker.size + state.offZone.size + state.sure || state.from || state.to || !state.undated;

const ROLE_ORDER = new Map(Object.keys(DATA.labels.roles).map((role, index) => [role, index]));
for (const near of NEAR.values()) if (near.length > 1) near.sort((a, b) => ROLE_ORDER.get(a.role) - ROLE_ORDER.get(b.role));
const rolesOf = (event) => NEAR.get(event.id).filter((near) => near.role !== "source");
const actorsOf = (event) => [...new Set(rolesOf(event).map((near) => near.other))];

// Nodes within two steps: an actor's events and who takes part in them; an event's actors and their events.
function around(id, found = new Set()) {
  found.add(id);
  for (const near of NEAR.get(id)) {
    found.add(near.other);
    for (const next of NEAR.get(near.other)) found.add(next.other);
  }
  return found;
}

function insideFocus() {
  if (!state.focus || !NODES.has(state.focus)) return null;
  const inside = around(state.focus);
  for (const id of state.expanded) around(id, inside);
  return inside;
}

// An event is folded away with an actor that was collapsed; an actor with the event that was, if it has no other.
const foldedEvent = (node) => node.id !== state.selected && state.collapsed.size > 0 && NEAR.get(node.id).some((near) => state.collapsed.has(near.other));

function refresh() {
  passing = EVENTS.filter((node) => passes(node));
  const inside = insideFocus();
  const shown = (id) => drawn.has(id) && (!inside || inside.has(id));
  const events = passing.filter((node) => shown(node.id) && !foldedEvent(node));
  const alive = new Set(events.filter((node) => !state.collapsed.has(node.id)).map((node) => node.id));
  const actors = ACTORS.filter((node) => {
    if (!shown(node.id) || !typeOn(node)) return false;
    if (state.collapsed.has(node.id) || state.pins.has(node.id)) return true;
    const own = NEAR.get(node.id).filter((near) => isEvent(NODES.get(near.other)));
    if (!own.length) return !isFiltered() || !EVENTS.length;
    return own.some((near) => alive.has(near.other));
  });
  visible = new Set(actors.map((node) => node.id));
  if (state.view !== "actors") for (const node of events) visible.add(node.id);
}

// Pairs of actors that share an event that passes, with these events.
const pairKey = (one, two) => "pair " + JSON.stringify(one < two ? [one, two] : [two, one]);
const pairEnds = (key) => JSON.parse(key.slice(5));
function pairs() {
  const found = new Map();
  for (const event of passing) {
    const actors = [...new Set(rolesOf(event).filter((near) => near.role !== "place").map((near) => near.other))].sort();
    if (actors.length > 30) continue;
    for (let i = 0; i < actors.length; i++) {
      for (let j = i + 1; j < actors.length; j++) {
        const key = pairKey(actors[i], actors[j]);
        if (!found.has(key)) found.set(key, { id: key, from: actors[i], to: actors[j], events: [] });
        found.get(key).events.push(event.id);
      }
    }
  }
  return found;
}

function reveal(id) {
  if (!NODES.has(id)) return;
  drawn.add(id);
  for (const near of NEAR.get(id)) drawn.add(near.other);
}

// The state as the part of the address after "#", and back: a link that others can open, and what undo goes back to.
const join = (values) => [...values].sort().map(encodeURIComponent).join(",");
const split = (text) => (text || "").split(",").filter(Boolean).map((one) => { try { return decodeURIComponent(one); } catch (error) { return one; } });

function toHash() {
  const parts = new URLSearchParams();
  const say = (key, value) => value && parts.set(key, value);
  say("n", state.selected);
  say("t0", state.from);
  say("t1", state.to);
  say("u", state.undated ? "" : "0");
  say("off", join(state.off));
  say("status", join(state.offStatus));
  say("outlets", join(state.offOutlet));
  say("said", join(state.offSpeaker));
  say("zones", join(state.offZone));
  say("sure", state.sure ? String(state.sure) : "");
  say("view", state.view === DATA.view ? "" : state.view);
  say("around", state.focus);
  say("plus", join(state.expanded));
  say("fold", join(state.collapsed));
  say("pin", join([...state.pins].map(([id, at]) => [Math.round(at.x), Math.round(at.y), id].join(" "))));
  say("path", state.path[0] ? state.path.filter(Boolean).map(encodeURIComponent).join(",") : "");
  say("doc", state.document);
  return parts.toString();
}

function fromHash(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const day = (name) => (/^\d{4}-\d{2}-\d{2}$/.test(parts.get(name) || "") ? parts.get(name) : "");
  const list = (name) => new Set(split(parts.get(name)));
  const known = (name) => new Set([...list(name)].filter((id) => NODES.has(id)));
  const chosen = parts.get("n") || "";
  const ends = split(parts.get("path")).filter((id) => NODES.has(id));
  Object.assign(state, fresh(), {
    from: day("t0"), to: day("t1"), undated: parts.get("u") !== "0",
    off: list("off"), offStatus: list("status"), offOutlet: list("outlets"), offSpeaker: list("said"), offZone: list("zones"),
    sure: Math.min(Math.max(Number(parts.get("sure")) || 0, 0), 100),
    view: VIEWS.includes(parts.get("view")) ? parts.get("view") : DATA.view,
    focus: NODES.has(parts.get("around")) ? parts.get("around") : null,
    expanded: known("plus"), collapsed: known("fold"),
    path: [ends[0] || null, ends[1] || null],
    document: DATA.documents[parts.get("doc")] ? parts.get("doc") : null,
    selected: NODES.has(chosen) || isPair(chosen) ? chosen : null,
  });
  for (const one of split(parts.get("pin"))) {
    const found = /^(-?\d+) (-?\d+) (.*)$/s.exec(one);
    if (found && NODES.has(found[3])) state.pins.set(found[3], { x: Number(found[1]), y: Number(found[2]) });
  }
}

function isPair(text) {
  try { return text.startsWith("pair ") && pairEnds(text).length === 2 && pairEnds(text).every((id) => NODES.has(id)); } catch (error) { return false; }
}
