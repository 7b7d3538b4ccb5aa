// What is chosen on the page, and what is visible because of it.

const STATUSES = ["actual", "planned", "possible", "denied", "disputed"];
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

const state = {
  view: "events", off: new Set(), offStatus: new Set(), from: "", to: "", undated: true,
  selected: null, focus: null, sort: "date", down: false, rows: 200, limit: DATA.limit,
};
const drawn = new Set(DATA.nodes.slice(0, state.limit).map((node) => node.id));
let visible = new Set(); // ids that pass the filters and are drawn
let passing = []; // events that pass the filters, drawn or not

const inRange = (node) => {
  const { begin, end } = node.data;
  if (!begin) return state.undated;
  return (!state.from || (end || begin) >= state.from) && (!state.to || begin <= state.to);
};
const typeOn = (node) => !state.off.has(node.data.type);
const statusOn = (node) => !state.offStatus.has(node.data.status || "actual");
const passes = (node) => typeOn(node) && statusOn(node) && inRange(node);
const isFiltered = () => state.off.size || state.offStatus.size || state.from || state.to || !state.undated;

const ROLE_ORDER = new Map(Object.keys(DATA.labels.roles).map((role, index) => [role, index]));
for (const near of NEAR.values()) near.sort((a, b) => ROLE_ORDER.get(a.role) - ROLE_ORDER.get(b.role));
const rolesOf = (event) => NEAR.get(event.id).filter((near) => near.role !== "source");
const actorsOf = (event) => [...new Set(rolesOf(event).map((near) => near.other))];

// Nodes within two steps: an actor's events and who takes part in them; an event's actors and their events.
function around(id) {
  const found = new Set([id]);
  for (const near of NEAR.get(id)) {
    found.add(near.other);
    for (const next of NEAR.get(near.other)) found.add(next.other);
  }
  return found;
}

function refresh() {
  passing = EVENTS.filter(passes);
  const inside = state.focus && NODES.has(state.focus) ? around(state.focus) : null;
  const shown = (id) => drawn.has(id) && (!inside || inside.has(id));
  const events = passing.filter((node) => shown(node.id));
  const alive = new Set(events.map((node) => node.id));
  const actors = ACTORS.filter((node) => {
    if (!shown(node.id) || !typeOn(node)) return false;
    const own = NEAR.get(node.id).filter((near) => isEvent(NODES.get(near.other)));
    if (!own.length) return !isFiltered() || !EVENTS.length;
    return own.some((near) => alive.has(near.other));
  });
  visible = new Set(actors.map((node) => node.id));
  if (state.view === "events") for (const node of events) visible.add(node.id);
}

// Pairs of actors that share an event that passes, with these events.
function pairs() {
  const found = new Map();
  for (const event of passing) {
    const actors = [...new Set(rolesOf(event).filter((near) => near.role !== "place").map((near) => near.other))].sort();
    if (actors.length > 30) continue;
    for (let i = 0; i < actors.length; i++) {
      for (let j = i + 1; j < actors.length; j++) {
        const key = "pair " + JSON.stringify([actors[i], actors[j]]);
        if (!found.has(key)) found.set(key, { id: key, from: actors[i], to: actors[j], events: [] });
        found.get(key).events.push(event.id);
      }
    }
  }
  return found;
}

function reveal(id) {
  if (!NODES.has(id) || drawn.has(id)) return;
  drawn.add(id);
  for (const near of NEAR.get(id)) drawn.add(near.other);
}

// The state as the part of the address after "#", and back: a link that others can open.
function toHash() {
  const parts = new URLSearchParams();
  if (state.selected) parts.set("n", state.selected);
  if (state.from) parts.set("t0", state.from);
  if (state.to) parts.set("t1", state.to);
  if (!state.undated) parts.set("u", "0");
  if (state.off.size) parts.set("off", [...state.off].sort().join(","));
  if (state.offStatus.size) parts.set("status", [...state.offStatus].sort().join(","));
  if (state.view !== "events") parts.set("view", state.view);
  if (state.focus) parts.set("around", state.focus);
  return parts.toString();
}

function fromHash(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const day = (name) => (/^\d{4}-\d{2}-\d{2}$/.test(parts.get(name) || "") ? parts.get(name) : "");
  const list = (name) => new Set((parts.get(name) || "").split(",").filter(Boolean));
  state.from = day("t0");
  state.to = day("t1");
  state.undated = parts.get("u") !== "0";
  state.off = list("off");
  state.offStatus = list("status");
  state.view = parts.get("view") === "actors" ? "actors" : "events";
  state.focus = NODES.has(parts.get("around")) ? parts.get("around") : null;
  const chosen = parts.get("n");
  state.selected = NODES.has(chosen) || (chosen || "").startsWith("pair ") ? chosen : null;
}
