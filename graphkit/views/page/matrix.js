// Who with whom: a table of actors, each cell the number of events that two of them share.

let matrixSize = 20;

function fillMatrix() {
  const place = byId("matrix");
  place.hidden = state.view !== "matrix";
  if (place.hidden) return place.replaceChildren();
  const found = pairs();
  const counts = new Map();
  for (const pair of found.values()) for (const id of [pair.from, pair.to]) counts.set(id, (counts.get(id) || 0) + pair.events.length);
  const ids = [...counts].filter(([id]) => typeOn(NODES.get(id))).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, matrixSize).map(([id]) => id);
  const types = TYPES.filter((type) => type.kind === "event");
  const on = types.filter((type) => !state.off.has(type.name));
  const pick = el("select", { id: "matrix-type", change: () => {
    types.forEach((type) => (!pick.value || type.name === pick.value ? state.off.delete(type.name) : state.off.add(type.name)));
    update();
    byId("matrix-type").focus();
  } }, el("option", { value: "" }, t("all_types")), types.map((type) => el("option", { value: type.name, selected: on.length === 1 && on[0] === type }, typeLabel(type.name))));
  const more = el("select", { id: "matrix-size", change: () => { matrixSize = Number(more.value); fillMatrix(); byId("matrix-size").focus(); } }, [10, 20, 40, 80].map((size) => el("option", { value: size, selected: size === matrixSize }, t("n_entities", { n: number(size) }))));
  const head = el("div", { class: "sheet-head" }, el("label", null, el("span", null, t("event_type")), pick), el("label", null, el("span", null, t("size")), more), el("span", { class: "hint" }, t("matrix_hint")));
  if (!ids.length) return place.replaceChildren(head, el("p", { class: "nothing" }, t("matrix_none")));
  const most = Math.max(...[...found.values()].map((pair) => pair.events.length));
  const name = (id) => el("button", { type: "button", class: "actor", "data-id": id, dir: "auto", title: nameOf(id), click: () => choose(id) }, clip(NODES.get(id).label, 22));
  const top = el("tr", null, el("td", { class: "corner" }), ids.map((id) => el("th", { scope: "col" }, name(id))));
  const rows = ids.map((one) => el("tr", null, el("th", { scope: "row" }, name(one)), ids.map((two) => {
    const pair = one === two ? null : found.get(pairKey(one, two));
    if (!pair) return el("td", { class: one === two ? "self" : "" });
    const depth = Math.ceil((pair.events.length / most) ** 0.6 * 6);
    return el("td", { class: "depth-" + depth + (pair.id === state.selected ? " chosen" : "") }, el("button", { type: "button", "data-pair": pair.id, "aria-label": nameOf(one) + " – " + nameOf(two) + ": " + t("n_events", { n: number(pair.events.length) }), click: () => select(pair.id) }, number(pair.events.length)));
  })));
  const table = el("table", { class: "matrix" }, el("caption", { class: "unseen" }, t("matrix")), el("thead", null, top), el("tbody", null, rows));
  place.replaceChildren(head, el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("matrix") }, table));
}
