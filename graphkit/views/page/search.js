// Search by name, in any case of letters and with or without Turkish ones.

let index = null; // made when first asked: of 20,000 names it takes a moment
function makeIndex() {
  index = DATA.nodes.map((node) => ({ node, keys: [node.label, ...(node.data.aliases || []), ...(node.data.title ? [node.data.title] : [])].map(fold) }));
}

// Every word of the query must start a word of one of the node's names; whole names first, actors before events,
// the name before other names.
function search(query) {
  const words = fold(query).split(" ").filter(Boolean);
  if (!words.length) return [];
  if (!index) makeIndex();
  const whole = words.join(" ");
  const found = [];
  for (const { node, keys } of index) {
    let best = -1;
    keys.forEach((key, place) => {
      if (!words.every((word) => (" " + key).includes(" " + word))) return;
      const how = key === whole ? 3 : key.startsWith(whole) ? 2 : 1;
      best = Math.max(best, how * 4 + (isEvent(node) ? 0 : 2) + (place ? 0 : 1));
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
    hits = search(input.value).slice(0, 12);
    list.replaceChildren(...hits.map((node, i) => el("li", { role: "option", id: "hit-" + i, "aria-selected": "false", mousedown: (event) => { event.preventDefault(); take(node); } },
      nodeGlyph(node), el("span", { dir: "auto" }, node.label), el("small", null, isEvent(node) ? [typeLabel(node.data.type), formatTime(node.data.time)].filter(Boolean).join(" · ") : typeLabel(node.data.type)))));
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
}
