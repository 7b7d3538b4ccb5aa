// The drawing by sigma.js (WebGL), for graphs above what vis-network is for: the same shapes, lines and controls.

const SHAPE_NUMBERS = { dot: 0, diamond: 1, square: 2, hexagon: 3, triangle: 4, triangleDown: 5, star: 6 };

const NODE_VERTEX = `
attribute vec4 a_id, a_color; attribute vec2 a_position; attribute float a_size, a_kind, a_angle;
uniform mat3 u_matrix; uniform float u_sizeRatio, u_correctionRatio;
varying vec4 v_color; varying vec2 v_at; varying float v_pixel, v_kind;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 away = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + away, 1)).xy, 0, 1);
  v_at = away / (size / 2.0);
  v_pixel = 4.0 * u_correctionRatio / size;
  v_kind = a_kind;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

// Signed distance to the outline, in radii: below 0 inside. The second digit of the kind is the event's status.
const NODE_FRAGMENT = `
precision highp float;
varying vec4 v_color; varying vec2 v_at; varying float v_pixel, v_kind;
uniform vec3 u_ground;
float outline(vec2 p, float shape) {
  vec2 q = abs(p);
  if (shape < 0.5) return length(p) - 0.86;
  if (shape < 1.5) return (q.x + q.y - 1.0) * 0.7071;
  if (shape < 2.5) return max(q.x, q.y) - 0.76;
  if (shape < 3.5) return max(q.y, q.x * 0.866 + q.y * 0.5) - 0.84;
  if (shape < 4.5) return max(q.x * 0.866 + p.y * 0.5, -p.y) - 0.5;
  if (shape < 5.5) return max(q.x * 0.866 - p.y * 0.5, p.y) - 0.5;
  float turn = abs(mod(atan(p.x, p.y) + 0.6283, 1.2566) - 0.6283) / 0.6283;
  return (length(p) - 1.0 / (1.0 - turn + turn / 0.45)) * 0.7;
}
void main() {
  float status = floor(v_kind / 10.0 + 0.01);
  float d = outline(v_at, v_kind - status * 10.0);
  #ifdef PICKING_MODE
  gl_FragColor = d > v_pixel ? vec4(0.0) : v_color;
  #else
  float inside = clamp(0.5 - d / v_pixel, 0.0, 1.0);
  float width = max(0.16, 1.6 * v_pixel);
  float ring = clamp(0.5 + (d + width) / v_pixel, 0.0, 1.0);
  vec3 fill = v_color.rgb;
  float alpha = v_color.a;
  if (status > 0.5 && status < 2.5) {
    float turns = status < 1.5 ? 8.0 : 16.0;
    float dash = step(0.5, fract(atan(v_at.y, v_at.x) / 6.2832 * turns));
    fill = mix(mix(u_ground, v_color.rgb, 0.35), v_color.rgb, ring * dash);
  } else if (status > 2.5) {
    float strike = abs(v_at.x - v_at.y) < 0.2 || (status < 3.5 && abs(v_at.x + v_at.y) < 0.2) ? step(length(v_at), 0.55) : 0.0;
    fill = mix(u_ground, v_color.rgb, max(ring, strike));
  } else fill = mix(v_color.rgb, v_color.rgb * 0.8, ring);
  gl_FragColor = vec4(fill, 1.0) * inside * alpha;
  #endif
}`;

const EDGE_VERTEX = `
attribute vec4 a_id, a_color; attribute vec2 a_normal, a_start, a_end; attribute float a_dash, a_side, a_part;
uniform mat3 u_matrix; uniform float u_sizeRatio, u_correctionRatio, u_least;
varying vec4 v_color; varying float v_along, v_dash;
void main() {
  vec2 normal = a_normal * a_side;
  float thick = length(normal);
  vec2 unit = thick > 0.0 ? normal / thick : vec2(0.0);
  float wide = max(thick, u_least * u_sizeRatio) * u_correctionRatio / u_sizeRatio;
  gl_Position = vec4((u_matrix * vec3(mix(a_start, a_end, a_part) + unit * wide, 1)).xy, 0, 1);
  v_along = distance(a_start, a_end) * a_part / (2.0 * u_correctionRatio);
  v_dash = a_dash;
  v_color = a_color;
  v_color.a *= 255.0 / 254.0;
}`;

const EDGE_FRAGMENT = `
precision mediump float;
varying vec4 v_color; varying float v_along, v_dash;
void main() {
  if (v_dash > 0.5 && fract(v_along / (v_dash < 1.5 ? 11.0 : 5.0)) > (v_dash < 1.5 ? 0.55 : 0.3)) discard;
  gl_FragColor = vec4(v_color.rgb * v_color.a, v_color.a);
}`;

// Each corner is written out: a renderer without a graphics card is slow with instances.
const CORNERS = [0, (2 * Math.PI) / 3, (4 * Math.PI) / 3]; // of the triangle around a sign
const ENDS = [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]]; // of the two triangles of a line

function sigmaPrograms() {
  const { NodeProgram, EdgeProgram, floatColor } = sigmajs;
  const { UNSIGNED_BYTE, FLOAT, TRIANGLES } = WebGLRenderingContext;
  const whole = (name) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });
  const real = (name, size = 1) => ({ name, size, type: FLOAT });
  class Mark extends NodeProgram {
    getDefinition() {
      return { VERTICES: 3, VERTEX_SHADER_SOURCE: NODE_VERTEX, FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT, METHOD: TRIANGLES,
        UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix", "u_ground"],
        ATTRIBUTES: [real("a_position", 2), real("a_size"), whole("a_color"), whole("a_id"), real("a_kind"), real("a_angle")] };
    }
    processVisibleItem(id, at, data) {
      const array = this.array, color = floatColor(data.color);
      for (const angle of CORNERS) {
        array[at++] = data.x; array[at++] = data.y; array[at++] = data.size;
        array[at++] = color; array[at++] = id; array[at++] = data.mark; array[at++] = angle;
      }
    }
    setUniforms({ sizeRatio, correctionRatio, matrix }, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
      const ground = parseInt(colors().canvas.slice(1), 16);
      gl.uniform3f(uniformLocations.u_ground, (ground >> 16) / 255, ((ground >> 8) & 255) / 255, (ground & 255) / 255);
    }
  }
  class Bond extends EdgeProgram {
    getDefinition() {
      return { VERTICES: 6, VERTEX_SHADER_SOURCE: EDGE_VERTEX, FRAGMENT_SHADER_SOURCE: EDGE_FRAGMENT, METHOD: TRIANGLES,
        UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix", "u_least"],
        ATTRIBUTES: [real("a_start", 2), real("a_end", 2), real("a_normal", 2), whole("a_color"), whole("a_id"), real("a_dash"), real("a_part"), real("a_side")] };
    }
    processVisibleItem(id, at, from, to, data) {
      const array = this.array, color = floatColor(data.color);
      const dx = to.x - from.x, dy = to.y - from.y, thick = data.size / (Math.hypot(dx, dy) || 1);
      for (const [part, side] of ENDS) {
        array[at++] = from.x; array[at++] = from.y; array[at++] = to.x; array[at++] = to.y;
        array[at++] = -dy * thick; array[at++] = dx * thick;
        array[at++] = color; array[at++] = id; array[at++] = data.dash; array[at++] = part; array[at++] = side;
      }
    }
    setUniforms({ sizeRatio, correctionRatio, matrix, minEdgeThickness }, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
      gl.uniform1f(uniformLocations.u_least, minEdgeThickness);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    }
  }
  return { Mark, Bond };
}

// A colour with an alpha, of one that is written #rrggbb; names of colours stay without.
const tinted = (color, alpha) => (/^#[0-9a-f]{6}$/i.test(color) ? color + Math.round(alpha * 255).toString(16).padStart(2, "0") : color);
const hexOf = (color) => (/^#[0-9a-f]{6}$/i.test(color) ? color : "#8a94a2");

const NEIGHBOURS = 56; // how far apart the layout keeps two signs

function sigmaStage() {
  let renderer, graph, lit = null, inPairs = null, dragged = null, edgesOf = 0, first = true, shrink = 1;
  const STATUS_NUMBERS = new Map(STATUSES.map((status, index) => [status, index]));
  const sizes = DATA.nodes.map((node) => node.size || 10).sort((a, b) => a - b);

  // Signs as large as the room between two neighbours lets them be when all of the drawing is in view.
  function measure() {
    const canvas = byId("canvas"), extent = (key) => { let low = Infinity, top = -Infinity; for (const node of DATA.nodes) { low = Math.min(low, node[key]); top = Math.max(top, node[key]); } return top - low + 1; };
    const pixels = Math.min((canvas.clientWidth - 60) / extent("x"), (canvas.clientHeight - 60) / extent("y"));
    shrink = Math.min(Math.max(pixels * NEIGHBOURS * 0.85, 2), 9) / sizes[sizes.length >> 1];
  }

  // What sigma hands over is a copy of its own for each call, so it is changed in place.
  let ink = colors();
  function nodeLook(id, data) {
    data.size = Math.max(data.size * shrink, 1.2);
    if (!visible.has(id)) data.hidden = true;
    else if (lit && !lit.has(id)) { data.color = tinted(data.color, 0.13); data.zIndex = 0; }
    else data.zIndex = data.mark % 10 === SHAPE_NUMBERS.diamond ? 1 : 2; // actors over events
    return data;
  }
  function edgeLook(key, data) {
    if (!visible.has(data.from) || !visible.has(data.to)) data.hidden = true;
    else if (!lit) data.color = plainEdge.get(data.shade) || shadeOf(data.shade);
    else {
      const how = litEdge(key, data.from, data.to, lit);
      if (how) Object.assign(data, { color: ink[how], size: Math.max(data.size, how === "way" ? 3 : 1.5), zIndex: 1 });
      else data.hidden = true;
    }
    return data;
  }
  const plainEdge = new Map(); // shade → colour
  function shadeOf(shade) { plainEdge.set(shade, tinted(ink.strong, shade)); return plainEdge.get(shade); }
  function look() { lit = meant(); ink = colors(); plainEdge.clear(); }

  function fill() {
    graph.clearEdges();
    inPairs = state.view === "actors" ? pairData : null;
    const list = inPairs ? pairData.values() : DATA.edges;
    const shade = Math.min(Math.max(9000 / DATA.edges.length, 0.12), 0.4);
    edgesOf = drawn.size;
    for (const edge of list) {
      if (!drawn.has(edge.from) || !drawn.has(edge.to)) continue;
      const dashes = edge.dashes ? (edge.dashes[0] < 3 ? 2 : 1) : 0;
      const size = edge.events ? pairWidth(edge) * 0.6 : (edge.width || 1) * 0.6;
      graph.addEdgeWithKey(edge.id, edge.from, edge.to, { from: edge.from, to: edge.to, size, dash: dashes, shade: edge.events ? 0.5 : shade, color: "#888888" });
    }
  }

  function addNodes() {
    for (const id of drawn) {
      if (graph.hasNode(id)) continue;
      const node = NODES.get(id);
      const mark = (SHAPE_NUMBERS[node.shape] ?? 0) + 10 * (STATUS_NUMBERS.get(node.data.status) || 0);
      graph.addNode(id, { x: node.x, y: -node.y, size: node.size || 10, color: hexOf(plainColor(node.color)), mark });
    }
  }

  function start() {
    const { Mark, Bond } = sigmaPrograms();
    measure();
    look();
    graph = new sigmajs.MultiGraph();
    addNodes();
    fill();
    renderer = new sigmajs.Sigma(graph, byId("canvas"), {
      nodeProgramClasses: { mark: Mark }, defaultNodeType: "mark", edgeProgramClasses: { bond: Bond }, defaultEdgeType: "bond",
      renderLabels: false, renderEdgeLabels: false, enableEdgeEvents: false, hideEdgesOnMove: true, zIndex: true,
      minEdgeThickness: 0.6, stagePadding: 30, minCameraRatio: 0.002, maxCameraRatio: 4, doubleClickZoomingRatio: 1,
      defaultDrawNodeHover: () => {}, allowInvalidContainer: true, nodeReducer: nodeLook, edgeReducer: edgeLook,
    });
    renderer.on("afterRender", paintLabels);
    renderer.on("clickNode", ({ node, event }) => clicked(node, null, event.original));
    renderer.on("clickStage", ({ event }) => clicked(null, edgeAt(event.x, event.y), event.original));
    renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => { preventSigmaDefault(); setFocus(node); });
    renderer.on("enterNode", ({ node }) => hover(node));
    renderer.on("leaveNode", () => hover(null));
    renderer.on("downNode", ({ node, event }) => { dragged = { node, x: event.x, y: event.y, moved: false }; });
    renderer.on("moveBody", ({ event }) => {
      if (!dragged || (!dragged.moved && Math.hypot(event.x - dragged.x, event.y - dragged.y) < 4)) return;
      dragged.moved = true;
      const at = renderer.viewportToGraph(event);
      graph.mergeNodeAttributes(dragged.node, { x: at.x, y: at.y });
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = () => {
      if (dragged && dragged.moved) {
        const { x, y } = graph.getNodeAttributes(dragged.node);
        pin(dragged.node, { x: Math.round(x), y: Math.round(-y) });
      }
      dragged = null;
    };
    renderer.on("upNode", drop);
    renderer.on("upStage", drop);
  }

  // The line under a point, where none of the nodes is.
  function edgeAt(x, y) {
    let best = null, least = 5;
    graph.forEachEdge((key, data) => {
      if (!visible.has(data.from) || !visible.has(data.to)) return;
      const from = at(data.from), to = at(data.to);
      const dx = to.x - from.x, dy = to.y - from.y, length = dx * dx + dy * dy || 1;
      const part = Math.min(Math.max(((x - from.x) * dx + (y - from.y) * dy) / length, 0), 1);
      const far = Math.hypot(x - from.x - part * dx, y - from.y - part * dy);
      if (far < least) { least = far; best = { id: key, from: data.from, to: data.to }; }
    });
    return best;
  }

  const at = (id) => { if (!visible.has(id) || !graph.hasNode(id)) return null; const { x, y } = graph.getNodeAttributes(id); return renderer.graphToViewport({ x, y }); };
  const refresh_ = () => { look(); renderer.refresh({ skipIndexation: true }); };
  const show = (state_) => renderer.getCamera().setState(state_);

  return {
    start,
    sync() {
      if (first) { first = false; return; } // as it was made
      look();
      addNodes();
      if ((state.view === "actors" ? pairData : null) !== inPairs || edgesOf !== drawn.size) fill();
      renderer.refresh();
    },
    paintOver: paintMarks,
    redraw: () => (lit === null && !meant() ? paintLabels() : refresh_()),
    recolor: refresh_,
    place(id) { if (graph.hasNode(id)) graph.mergeNodeAttributes(id, { x: NODES.get(id).x, y: -NODES.get(id).y }); },
    at,
    radius: (id) => (graph.hasNode(id) ? renderer.scaleSize(Math.max(graph.getNodeAttribute(id, "size") * shrink, 1.2)) : 0),
    scale: () => 0.5 / renderer.getCamera().ratio / Math.sqrt(Math.max(visible.size, 1) / 300),
    fit(ids) {
      if (!ids.length) return;
      const spots = ids.map((id) => renderer.getNodeDisplayData(id)).filter(Boolean);
      const xs = spots.map((one) => one.x), ys = spots.map((one) => one.y);
      const low = [Math.min(...chunkless(xs)), Math.min(...chunkless(ys))], top = [Math.max(...chunkless(xs)), Math.max(...chunkless(ys))];
      show({ x: (low[0] + top[0]) / 2, y: (low[1] + top[1]) / 2, angle: 0, ratio: Math.min(Math.max(top[0] - low[0], top[1] - low[1], 0.02) * 1.08, 1.05) });
    },
    zoom(factor) { show({ ...renderer.getCamera().getState(), ratio: Math.min(Math.max(renderer.getCamera().ratio / factor, 0.002), 4) }); },
    center(id) { const spot = renderer.getNodeDisplayData(id); if (spot) show({ x: spot.x, y: spot.y, angle: 0, ratio: Math.min(renderer.getCamera().ratio, 0.15) }); },
    pan(dx, dy) {
      const camera = renderer.getCamera(), from = renderer.viewportToFramedGraph({ x: 0, y: 0 }), to = renderer.viewportToFramedGraph({ x: dx, y: dy });
      show({ ...camera.getState(), x: camera.x + to.x - from.x, y: camera.y + to.y - from.y });
    },
    resize() { measure(); renderer.resize(true); renderer.refresh(); },
    canvases() { renderer.refresh(); return ["edges", "nodes"].map((name) => renderer.getCanvases()[name]); },
    ready(action) { renderer.once("afterRender", () => requestAnimationFrame(action)); renderer.scheduleRender(); },
  };
}

// Extremes of long lists stand in their first and last of few thousand quantiles well enough, and fit on the stack.
const chunkless = (values) => (values.length <= 60000 ? values : values.filter((_, index) => index % 16 === 0));

function hasWebGL() {
  try { return Boolean(document.createElement("canvas").getContext("webgl2") || document.createElement("canvas").getContext("webgl")); } catch (error) { return false; }
}
