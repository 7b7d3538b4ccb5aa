// The drawing by vis-network, for graphs of up to some thousand nodes.

const MINE = new Set(["data", "title", "label", "group", "value"]);

function visStage() {
  let network, nodeData, edgeData, nodeView, edgeView, marks = new Map();

  function nodeRecord(node) {
    const record = Object.fromEntries(Object.entries(node).filter(([key]) => !MINE.has(key)));
    const status = node.data.status;
    const color = plainColor(node.color);
    const ring = isDark() ? "rgba(255,255,255,.28)" : "rgba(15,25,40,.22)";
    if (!record.shape || ["box", "ellipse", "circle", "text", "database", "image", "circularImage", "icon"].includes(record.shape)) record.shape = "dot";
    if (HOLLOW.has(status)) Object.assign(record, { color: { background: colors().canvas, border: color }, borderWidth: 2.2 });
    else if (DASHES[status]) {
      record.color = { background: color + (/^#[0-9a-f]{6}$/i.test(color) ? "59" : ""), border: color };
      record.borderWidth = 1.8;
      record.shapeProperties = { borderDashes: DASHES[status] };
    } else if (typeof node.color !== "object") Object.assign(record, { color: { background: color, border: ring }, borderWidth: 1 });
    return record;
  }
  // A large graph is looked at from afar, so its lines are thicker, as its nodes are larger.
  const thick = Math.min(Math.max(Math.sqrt(DATA.nodes.length / 200), 1), 3);
  const line = () => colors()[DATA.nodes.length > 300 ? "far" : "edge"];
  const edgeRecord = (edge) => ({ ...Object.fromEntries(Object.entries(edge).filter(([key]) => !MINE.has(key))), width: (edge.width || 1) * thick });

  function start() {
    nodeData = new vis.DataSet(DATA.nodes.map(nodeRecord));
    edgeData = new vis.DataSet(DATA.edges.map(edgeRecord));
    const many = DATA.nodes.length > 400;
    const ends = (edge) => visible.has(edge.from) && visible.has(edge.to);
    nodeView = new vis.DataView(nodeData, { filter: (node) => visible.has(node.id) });
    edgeView = new vis.DataView(edgeData, { filter: (edge) => ends(edge) && pairData.has(edge.id) === (state.view === "actors") });
    network = new vis.Network(byId("canvas"), { nodes: nodeView, edges: edgeView }, {
      autoResize: true, physics: false, layout: { improvedLayout: false, randomSeed: 7 },
      nodes: { chosen: false, font: { size: 0 } },
      edges: { smooth: false, chosen: false, hoverWidth: 0, selectionWidth: 0, color: { inherit: false, color: line() }, arrows: { to: { scaleFactor: 0.42 }, from: { scaleFactor: 0.42 } } },
      interaction: { hover: true, hideEdgesOnDrag: many, hideEdgesOnZoom: many, multiselect: false, selectConnectedEdges: false, keyboard: false, zoomSpeed: 0.7 },
    });
    network.on("afterDrawing", (context) => { paintBelow(context, meant()); paintLabels(); });
    network.on("click", (event) => {
      const edge = event.edges.length && edgeView.get(event.edges[0]);
      clicked(event.nodes[0] || null, edge, event.event.srcEvent || {});
    });
    network.on("doubleClick", (event) => event.nodes.length && setFocus(event.nodes[0]));
    network.on("hoverNode", (event) => hover(event.node));
    network.on("blurNode", () => hover(null));
    network.on("dragEnd", (event) => {
      const id = event.nodes[0];
      if (id && network.body.nodes[id]) pin(id, { x: Math.round(network.body.nodes[id].x), y: Math.round(network.body.nodes[id].y) });
    });
  }

  let first = true;
  function sync() {
    if (first) { first = false; if (!pairData.size) return; } // as it was made
    if (marks.size) edgeData.remove([...marks.keys()]);
    marks = pairData;
    if (marks.size) edgeData.add([...marks.values()].map((pair) => ({ id: pair.id, from: pair.from, to: pair.to, width: pairWidth(pair) * thick })));
    nodeView.refresh();
    edgeView.refresh();
  }

  // Cover everything with the colour of the canvas, then draw what is meant once more on top.
  function paintBelow(context, lit) {
    const { edges, nodes } = network.body;
    if (lit) {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalAlpha = 0.82;
      context.fillStyle = colors().canvas;
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
      context.restore();
      for (const edge of Object.values(edges)) {
        const how = litEdge(edge.id, edge.fromId, edge.toId, lit);
        if (!how) continue;
        const { color, width } = edge.options;
        edge.options.color = { ...color, color: colors()[how] };
        edge.options.width = Math.max(width, how === "way" ? 3 : 1.8);
        edge.draw(context);
        Object.assign(edge.options, { color, width });
      }
      for (const id of lit) if (nodes[id]) nodes[id].draw(context);
    }
    for (const id of visible) if (HOLLOW.has(NODES.get(id).data.status) && (!lit || lit.has(id)) && nodes[id]) strike(context, nodes[id].x, nodes[id].y, nodes[id].options.size, NODES.get(id), 2.2);
  }

  return {
    start, sync, paintOver: paintMarks,
    redraw: () => network.body.emitter.emit("_requestRedraw"),
    recolor() {
      nodeData.update(DATA.nodes.map(nodeRecord));
      network.setOptions({ edges: { color: { inherit: false, color: line() } } });
      network.body.emitter.emit("_requestRedraw");
    },
    place(id) { const { x, y } = NODES.get(id); nodeData.update({ id, x, y }); },
    at(id) { const node = network.body.nodes[id]; return node && visible.has(id) ? network.canvasToDOM({ x: node.x, y: node.y }) : null; },
    radius(id) { const node = network.body.nodes[id]; return node ? node.options.size * network.getScale() : 0; },
    scale: () => network.getScale(),
    fit(ids) {
      if (!ids.length) return;
      network.fit({ nodes: ids, maxZoomLevel: 1.5 });
      network.moveTo({ scale: network.getScale() * 0.92 });
    },
    zoom(factor) { network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.03), 6) }); },
    center(id) { const { x, y } = network.body.nodes[id]; network.moveTo({ position: { x, y }, scale: Math.max(network.getScale(), 0.7) }); },
    pan(dx, dy) { const { x, y } = network.getViewPosition(); const scale = network.getScale(); network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale } }); },
    resize() { network.setSize("100%", "100%"); network.redraw(); },
    canvases() { network.redraw(); return [byId("canvas").querySelector("canvas")]; },
    ready(action) { network.once("afterDrawing", action); network.body.emitter.emit("_requestRedraw"); },
  };
}
