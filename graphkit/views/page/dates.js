// Dates: a histogram to brush over, two fields, and what bins the time falls into.

const DAY = 86400000;
const toDay = (text) => Math.round(Date.parse(text + "T00:00:00Z") / DAY);
const fromDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const dated = EVENTS.filter((node) => /^\d{4}-\d{2}-\d{2}$/.test(node.data.begin || ""));
let bins = []; // {from, to, label, first, last}: ISO days and day numbers

// Bins of days, weeks, months, quarters or years, so many that all from the first day to the last fit.
function makeBins(nodes = dated, most = 400) {
  if (!nodes.length) return [];
  const begins = nodes.map((node) => node.data.begin).sort();
  const [first, last] = [begins[0], begins[begins.length - 1]];
  const days = toDay(last) - toDay(first);
  const step = days <= 45 ? "day" : days <= 365 * 4 ? "month" : days <= 365 * 15 ? "quarter" : "year";
  const found = [];
  let start = step === "day" ? first : step === "month" ? first.slice(0, 7) + "-01" : first.slice(0, 4) + "-01-01";
  while (start <= last && found.length < most) {
    const date = new Date(start + "T00:00:00Z");
    if (step === "day") date.setUTCDate(date.getUTCDate() + 1);
    else if (step === "year") date.setUTCFullYear(date.getUTCFullYear() + 1);
    else date.setUTCMonth(date.getUTCMonth() + (step === "month" ? 1 : 3));
    const next = date.toISOString().slice(0, 10);
    found.push({ from: start, to: fromDay(toDay(next) - 1), first: toDay(start), last: toDay(next) - 1, label: step === "day" ? start : step === "month" ? start.slice(0, 7) : start.slice(0, 4) });
    start = next;
  }
  return found;
}

// First and last bin of an event. One known to the year only falls into each month of it, in equal parts: none of them
// may be the right one.
function placeIn(node, among) {
  const first = toDay(node.data.begin), last = Math.max(toDay(node.data.end || node.data.begin), first);
  const find = (day) => {
    let low = 0, high = among.length;
    while (low < high) { const middle = (low + high) >> 1; among[middle].last < day ? (low = middle + 1) : (high = middle); }
    return low;
  };
  const start = find(first);
  return start < among.length ? [start, Math.min(find(last), among.length - 1)] : null;
}

const binsOf = new Map(); // id → [first bin, last bin]
function countBins(nodes) {
  const sums = bins.map(() => 0);
  for (const node of nodes) {
    const place = binsOf.get(node.id);
    if (!place) continue;
    for (let i = place[0]; i <= place[1]; i++) sums[i] += 1 / (place[1] - place[0] + 1);
  }
  return sums;
}

function fillHistogram() {
  const place = byId("histogram");
  place.parentElement.hidden = !EVENTS.length;
  place.hidden = bins.length < 2;
  byId("date-from").value = state.from;
  byId("date-to").value = state.to;
  byId("undated").checked = state.undated;
  byId("undated-count").textContent = number(EVENTS.length - dated.length);
  byId("undated").parentElement.hidden = EVENTS.length === dated.length;
  if (place.hidden) return;
  const width = 232, height = 44, slot = width / bins.length;
  const all = countBins(dated), some = countBins(dated.filter((node) => passes(node, "date")));
  const most = Math.max(...all, 1);
  const chart = svg("svg", { viewBox: `0 0 ${width} 58`, preserveAspectRatio: "none" });
  bins.forEach((bin, i) => {
    const outside = (state.from && bin.to < state.from) || (state.to && bin.from > state.to);
    for (const [name, count] of [["all", all[i]], ["some", some[i]]]) {
      const tall = count ? Math.max((count / most) * height, 1.5) : 0;
      chart.append(svg("rect", { x: i * slot + slot * 0.1, y: height - tall, width: slot * 0.8, height: tall, rx: Math.min(1.5, slot / 4), class: outside ? name + " outside" : name }));
    }
  });
  if (state.from || state.to) {
    const left = state.from ? bins.findIndex((bin) => bin.to >= state.from) : 0;
    const right = state.to ? bins.filter((bin) => bin.from <= state.to).length : bins.length;
    if (left >= 0 && right > left) chart.append(svg("rect", { x: left * slot, y: 0, width: (right - left) * slot, height, class: "brush" }));
  }
  const first = svg("text", { x: 0, y: 56 }), last = svg("text", { x: width, y: 56, "text-anchor": "end" });
  first.append(formatTime(bins[0].label));
  last.append(formatTime(bins[bins.length - 1].label));
  chart.append(first, last);
  place.replaceChildren(chart);
}

function startHistogram() {
  bins = makeBins();
  for (const node of dated) {
    const place = placeIn(node, bins);
    if (place) binsOf.set(node.id, place);
  }
  const place = byId("histogram");
  let anchor = null;
  const binAt = (event) => {
    const box = place.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((event.clientX - box.left) / box.width) * bins.length), 0), bins.length - 1);
  };
  const choose_ = (event) => {
    const here = binAt(event);
    state.from = bins[Math.min(anchor, here)].from;
    state.to = bins[Math.max(anchor, here)].to;
    fillHistogram();
  };
  place.addEventListener("pointerdown", (event) => { anchor = binAt(event); place.setPointerCapture(event.pointerId); choose_(event); });
  place.addEventListener("pointermove", (event) => anchor !== null && choose_(event));
  place.addEventListener("pointerup", () => { anchor = null; update(); });
  place.addEventListener("dblclick", () => { state.from = state.to = ""; update(); });
  for (const [id, key] of [["date-from", "from"], ["date-to", "to"]]) {
    byId(id).addEventListener("change", () => { state[key] = byId(id).value; update(); });
  }
  byId("undated").addEventListener("change", () => { state.undated = byId("undated").checked; update(); });
}
