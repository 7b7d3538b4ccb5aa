// The documents: a list, and the article that is read with its names and events marked.

let documentQuery = "";
const toldIn = new Map(Object.keys(DATA.documents).map((id) => [id, []])); // document → [{node, evidence}]
for (const node of EVENTS) for (const evidence of evidenceOf(node)) if (toldIn.has(evidence.document)) toldIn.get(evidence.document).push({ node, evidence });

function openDocument(id) {
  state.document = id;
  if (state.view === "documents") update();
  else setView("documents");
}

function fillDocuments() {
  const place = byId("documents");
  place.hidden = state.view !== "documents";
  if (place.hidden) return place.replaceChildren();
  const ids = Object.keys(DATA.documents).sort((a, b) => (DATA.documents[b].published || "").localeCompare(DATA.documents[a].published || "") || (a < b ? -1 : 1));
  if (!ids.length) return place.replaceChildren(el("p", { class: "nothing" }, t("documents_none")));
  if (!state.document) state.document = chosenDocument() || ids[0];
  const list = el("ul", { class: "list", id: "document-list" });
  const show = () => {
    const words = fold(documentQuery).split(" ").filter(Boolean);
    const found = ids.filter((id) => { const key = " " + fold([DATA.documents[id].title, DATA.documents[id].outlet].filter(Boolean).join(" ")); return words.every((word) => key.includes(" " + word)); });
    list.replaceChildren(...found.slice(0, 300).map(documentItem));
  };
  const field = el("input", { type: "search", id: "document-query", placeholder: t("documents_search"), "aria-label": t("documents_search"), input: () => { documentQuery = field.value; show(); } });
  field.value = documentQuery;
  show();
  const before = place.querySelector(".shelf");
  const scrolled = before ? before.scrollTop : 0;
  place.replaceChildren(el("div", { class: "shelf" }, field, list), article(state.document));
  place.querySelector(".shelf").scrollTop = scrolled;
}

// The document that tells what is chosen.
function chosenDocument() {
  const node = NODES.get(state.selected);
  const told = node && (isEvent(node) ? evidenceOf(node) : NEAR.get(node.id).flatMap((near) => evidenceOf(NODES.get(near.other))));
  return told && told.length && DATA.documents[told[0].document] ? told[0].document : null;
}

function documentItem(id) {
  const source = DATA.documents[id];
  const chosen = id === state.document;
  return el("li", null, el("button", { type: "button", class: "item" + (chosen ? " chosen" : ""), "aria-current": chosen ? "true" : null, "data-document": id, click: () => openDocument(id) },
    el("span", { class: "what", dir: "auto" }, source.title || id), el("small", null, [source.outlet, formatTime(source.published, "short"), t("n_events", { n: number(new Set(toldIn.get(id).map((one) => one.node.id)).size) })].filter(Boolean).join(" · "))));
}

function article(id) {
  const source = DATA.documents[id] || {};
  const parent = source.part_of && (DATA.documents[source.part_of] || { title: source.part_of });
  const told = [...toldIn.get(id)].sort((a, b) => (a.evidence.at ?? 0) - (b.evidence.at ?? 0));
  const body = source.text ? marked(id, source, told) : told.length ? told.map(({ node, evidence }) => el("div", { class: "quote" }, quoteOf(evidence), eventButton(node))) : [el("p", { class: "hint" }, t("no_evidence"))];
  return el("article", { class: "article", id: "article", tabindex: 0, "aria-label": source.title || id },
    el("h2", { dir: "auto" }, source.title || id),
    el("p", { class: "hint" }, [source.outlet, formatTime(source.published)].filter(Boolean).join(" · "), " ", link(source.url, t("open_source"))),
    parent && el("p", { class: "hint" }, t("part_of", { title: parent.title })),
    !source.text && told.length > 0 && el("p", { class: "hint" }, t("sentences_only")),
    ...body);
}

const eventButton = (node) => el("button", { type: "button", class: "actor", "data-id": node.id, click: () => choose(node.id) }, nodeGlyph(node), el("span", { dir: "auto" }, nameOf(node.id)));

// The text with names as links and triggers as marks, which choose the event; one paragraph a line. A sentence that does
// not stand where its evidence says has no mark.
function marked(id, source, told) {
  const points = lettersOf(id);
  const marks = [];
  for (const { node, evidence } of told) {
    const trigger = (evidence.marks || []).find((mark) => mark[2] === "");
    if (trigger && Array.isArray(DATA.sentences[evidence.quote])) marks.push([evidence.at + trigger[0], evidence.at + trigger[1], node.id, true]);
  }
  for (const [start, end, who] of source.names || []) marks.push([start, end, who, false]);
  marks.sort((a, b) => a[0] - b[0] || Number(b[3]) - Number(a[3]) || b[1] - a[1]);
  const title = (source.zones || []).find((zone) => zone[0] === "title");
  const zoneAt = (offset) => ((source.zones || []).find(([, start, end]) => start <= offset && offset < end) || ["body"])[0];
  const out = [];
  let line = null, at = title ? title[2] : 0;
  const put = (piece) => { if (!line) { line = el("p", { class: "zone-" + zoneAt(at), dir: "auto" }); out.push(line); } line.append(piece); };
  const say_ = (end) => {
    let from = at;
    for (; at < end; at++) {
      if (points[at] !== "\n") continue;
      if (at > from) put(points.slice(from, at).join(""));
      line = null;
      from = at + 1;
    }
    if (end > from) { at = from; put(points.slice(from, end).join("")); }
    at = Math.max(at, end);
  };
  for (const [start, end, who, trigger] of marks) {
    if (start < at || end > points.length) continue;
    say_(start);
    const words = points.slice(start, end).join("");
    if (!trigger) put(nameLink(who, words));
    else {
      const node = NODES.get(who);
      const mark = el("mark", { class: who === state.selected ? "chosen" : "" }, el("button", { type: "button", "data-event": who, title: nameOf(who), click: () => choose(who) }, words));
      mark.style.setProperty("--type", plainColor(node.color));
      put(mark);
    }
    at = end;
  }
  say_(points.length);
  return out;
}
