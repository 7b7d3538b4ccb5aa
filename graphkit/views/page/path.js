// The shortest way between two picked nodes, and what is folded away, pinned or opened around a node.

// Breadth first over what passes the filters, sources apart; of ways of one length the first by roles and names.
function shortestPath(from, to) {
  const open = (id) => { const node = NODES.get(id); return isEvent(node) ? passes(node) : typeOn(node); };
  if (!from || !to || !open(from) || !open(to)) return null;
  const before = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    const next = [];
    for (const id of edge) {
      for (const near of NEAR.get(id)) {
        if (near.role === "source" || before.has(near.other) || !open(near.other)) continue;
        before.set(near.other, id);
        next.push(near.other);
      }
    }
    edge = next;
  }
  if (!before.has(to)) return null;
  const steps = [];
  for (let id = to; id !== null; id = before.get(id)) steps.unshift(id);
  return steps;
}

let way = null; // the steps of the path that is shown

function pickPath(id, end) {
  if (end === undefined) end = state.path[0] && !state.path[1] && state.path[0] !== id ? 1 : 0;
  if (end === 0) state.path = [id, null];
  else state.path = [state.path[0], id];
  findWay();
  if (way) for (const one of way) { drawn.add(one); state.collapsed.delete(one); }
  if (way && state.focus) state.focus = null;
  update();
  say(way ? t("path_found", { n: number(way.length - 1) }) : state.path[1] ? t("path_none") : t("path_from", { name: nameOf(id) }));
  if (way && isGraph()) fit(way.filter((one) => visible.has(one)));
}

function findWay() {
  way = state.path[1] ? shortestPath(...state.path) : null;
}

function pathPanel() {
  const [from, to] = state.path;
  const steps = way ? way.map((id, index) => {
    const node = NODES.get(id);
    const before = index > 0 && NEAR.get(id).find((near) => near.other === way[index - 1] && near.role !== "source");
    return el("li", { class: isEvent(node) ? "step" : "step stop" }, before && el("em", null, roleLabel(before.role)), actorButton(id),
      isEvent(node) && el("small", null, [typeLabel(node.data.type), formatTime(node.data.time)].filter(Boolean).join(" · ")));
  }) : [];
  return el("section", { class: "path" }, el("h3", null, t("path")),
    el("p", { class: "hint" }, to ? (way ? t("path_found", { n: number(way.length - 1) }) : t("path_none")) : t("path_from", { name: nameOf(from) })),
    el("ol", { class: "steps" }, steps));
}

function toggle(set, id) { set.has(id) ? set.delete(id) : set.add(id); }

function foldAway(id) {
  toggle(state.collapsed, id);
  update();
  say(t(state.collapsed.has(id) ? "folded" : "unfolded", { name: nameOf(id) }));
}

function expand(id) {
  state.collapsed.delete(id);
  reveal(id);
  for (const one of around(id)) drawn.add(one);
  if (state.focus) state.expanded.add(id);
  update();
}

function pin(id, at) {
  if (at) state.pins.set(id, at);
  else if (state.pins.has(id)) state.pins.delete(id);
  else state.pins.set(id, { x: NODES.get(id).x, y: NODES.get(id).y });
  update();
}

const HOME = new Map(DATA.nodes.map((node) => [node.id, [node.x, node.y]])); // where the layout put each node
let placed = new Set();

// Nodes stand where they are pinned, all others where the layout put them.
function placePins() {
  const moved = new Set([...placed, ...state.pins.keys()]);
  for (const id of moved) {
    const node = NODES.get(id), at = state.pins.get(id);
    [node.x, node.y] = at ? [at.x, at.y] : HOME.get(id);
    stage.place(id);
  }
  placed = new Set(state.pins.keys());
}

const nameOf = (id) => {
  if (!id) return "";
  if (id.startsWith("pair ")) return pairEnds(id).map(nameOf).join(" – ");
  const node = NODES.get(id);
  return node.data.plain ? typeLabel(node.data.type) + ": " + node.label : node.label;
};
