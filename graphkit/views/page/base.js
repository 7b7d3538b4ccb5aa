// Data of the page, texts in two languages, and the few ways in which elements are made. Text reaches the page as
// textContent and attributes only, never as HTML.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const DATA = read("graphkit-data");
const STRINGS = read("graphkit-strings");
const byId = (id) => document.getElementById(id);

let language = DATA.language;

function t(key, values) {
  const text = STRINGS[language][key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (_, name) => values[name]) : text;
}

const formats = new Map(); // making one is slow, and tables have thousands of numbers
function format(style) {
  if (!formats.has(language + style)) formats.set(language + style, new Intl.NumberFormat(language, { style }));
  return formats.get(language + style);
}
const number = (value) => format("decimal").format(value);
const percent = (value) => format("percent").format(value);
const typeLabel = (name) => (DATA.labels.types[name] || {})[language] || name;
const roleLabel = (name) => STRINGS[language]["role_" + name] || (DATA.labels.roles[name] || {})[language] || name;

// el("a", {class: "x", href: "…"}, "text", child, …): functions become listeners, null and false are left out.
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(2)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const OUTLINES = {
  diamond: "7,0.5 13.5,7 7,13.5 0.5,7",
  square: "1.5,1.5 12.5,1.5 12.5,12.5 1.5,12.5",
  hexagon: "3.7,1 10.3,1 13.6,7 10.3,13 3.7,13 0.4,7",
  triangle: "7,1 13.5,12.5 0.5,12.5",
  triangleDown: "7,13 13.5,1.5 0.5,1.5",
  star: "7,0.5 9,5 13.8,5.4 10.2,8.6 11.300,13.3 7,10.8 2.7,13.3 3.8,8.6 0.2,5.4 5,5",
};

function glyph(shape, color) {
  const outline = OUTLINES[shape]
    ? svg("polygon", { points: OUTLINES[shape], fill: color, "stroke-linejoin": "round" })
    : svg("circle", { cx: 7, cy: 7, r: 6, fill: color });
  return svg("svg", { viewBox: "0 0 14 14", class: "glyph", "aria-hidden": "true" }, outline);
}

// The sentence of an evidence: by itself, or a stretch of a document's text. Offsets are code points, not UTF-16 units.
const letters = new Map();
function lettersOf(document) {
  if (!letters.has(document)) letters.set(document, Array.from((DATA.documents[document] || {}).text || ""));
  return letters.get(document);
}
function sentenceOf(evidence) {
  const quote = typeof evidence.quote === "number" ? DATA.sentences[evidence.quote] : evidence.quote;
  return Array.isArray(quote) ? lettersOf(quote[0]).slice(quote[1], quote[2]) : Array.from(quote || "");
}

const plainColor = (color) => (typeof color === "string" ? color : (color && color.background) || "#8a94a2");
const nodeGlyph = (node) => glyph(node.shape || "dot", plainColor(node.color));

function link(address, text) {
  if (!/^https?:\/\//i.test(address || "")) return null;
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

// The key of a text for search: as graphkit.text.fold_ascii, so that "istanbul" finds "İstanbul".
const LETTERS = { ç: "c", ğ: "g", ı: "i", ö: "o", ş: "s", ü: "u", â: "a", î: "i", û: "u" };
function fold(text) {
  const lower = text.normalize("NFC").replace(/I/g, "ı").replace(/İ/g, "i").toLowerCase();
  const plain = lower.replace(/[çğıöşüâîû]/g, (letter) => LETTERS[letter]).normalize("NFD");
  return plain.replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}\s]/gu, " ").replace(/\s+/g, " ").trim();
}

const dateFormats = new Map();
function dateFormat(style) {
  const key = language + JSON.stringify(style);
  if (!dateFormats.has(key)) dateFormats.set(key, new Intl.DateTimeFormat(locale(), { timeZone: "UTC", year: "numeric", ...style }));
  return dateFormats.get(key);
}

// EDTF as people write it: 2024-12-05 → 5 Aralık 2024, 2024-12 → Aralık 2024, a/b → both; anything else as it stands.
function formatTime(time, month_ = "long") {
  if (!time) return "";
  if (time.includes("/")) return formatRange(...time.split("/"), time);
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(time);
  if (!parts) return time;
  const [, year, month, day] = parts;
  if (!month) return year;
  const date = new Date(Date.UTC(2000, month - 1, day || 1));
  date.setUTCFullYear(year);
  if (Number.isNaN(date.getTime()) || month > 12) return time;
  return dateFormat({ month: month_, ...(day ? { day: "numeric" } : {}) }).format(date);
}

const locale = () => (language === "en" ? "en-GB" : language);

// 1–2 Ağustos 2025; ends that are no two full days are written out.
function formatRange(begin, end, time) {
  const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text || "") && !Number.isNaN(Date.parse(text));
  if (!isDay(begin) || !isDay(end) || begin > end) return time.split("/").map((one) => formatTime(one)).join(" – ");
  return dateFormat({ month: "long", day: "numeric" }).formatRange(new Date(begin), new Date(end));
}

const clip = (text, length) => {
  const points = Array.from(text);
  return points.length > length ? points.slice(0, length - 1).join("").trimEnd() + "…" : text;
};
