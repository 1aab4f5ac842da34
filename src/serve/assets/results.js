// The answer to a query, as a table, as it came, and where it fits as a graph and on a timeline.

import { enhance } from "/assets/picture.js";

const MOST_ROWS = 1000;
const MOST_NODES = 60;
const SVG = "http://www.w3.org/2000/svg";

function element(name, words, attributes = {}) {
  const made = document.createElement(name);
  if (words !== undefined) made.textContent = words;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function drawn(name, attributes, words) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words !== undefined) made.textContent = words;
  return made;
}

/** Shows an answer. */
export function show(place, { query, kind, text, cut, prefixes }) {
  const isTriples = !kind.includes("json");
  const answer = isTriples ? ofTriples(text) : ofRows(JSON.parse(text));
  place.replaceChildren();
  place.append(element("h2", "Answer"));
  if (answer.boolean !== undefined) {
    place.append(element("p", answer.boolean ? "Yes." : "No.", { class: "lead" }));
    return place.append(formats(query, isTriples));
  }
  const count = answer.rows.length;
  const what = isTriples ? "triple" : "row";
  const told = `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}${cut ? ", cut here" : ""}${count > MOST_ROWS ? `; the first ${MOST_ROWS} are shown` : ""}`;
  place.append(element("p", told, { class: "aside", role: "status" }));
  if (count === 0) return place.append(formats(query, isTriples));
  const short = (iri) => compact(iri, prefixes);
  const views = [["Table", () => table(answer, short)], [isTriples ? "N-Triples" : "JSON", () => raw(text, isTriples)]];
  const ties = tiesOf(answer, isTriples, short, prefixes);
  if (ties.length) views.push(["Graph", () => graph(ties)]);
  const dates = datesOf(answer, short);
  if (dates.length) views.push(["Timeline", () => timeline(dates)]);
  place.append(tabs(views), formats(query, isTriples));
}

function ofRows(json) {
  return json.boolean !== undefined ? { boolean: json.boolean } : { names: json.head.vars, rows: json.results.bindings };
}

const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) \.$/;

function ofTriples(text) {
  const term = (written) => {
    if (written.startsWith("<")) return { type: "uri", value: plain(written.slice(1, -1)) };
    if (written.startsWith("_:")) return { type: "bnode", value: written.slice(2) };
    const end = written.lastIndexOf('"');
    const more = written.slice(end + 1);
    return { type: "literal", value: plain(written.slice(1, end)), datatype: more.startsWith("^^") ? more.slice(3, -1) : undefined };
  };
  const rows = text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean);
  return { names: ["subject", "predicate", "object"], rows: rows.map(([, s, p, o]) => ({ subject: term(s), predicate: term(p), object: term(o) })) };
}

const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };
const plain = (text) =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) => (one ? (ESCAPES[one] ?? one) : String.fromCodePoint(parseInt(four ?? eight, 16))));

function compact(iri, prefixes) {
  const fitting = Object.entries(prefixes).filter(([, namespace]) => iri.startsWith(namespace) && /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(iri.slice(namespace.length)));
  const [best] = fitting.sort((one, other) => other[1].length - one[1].length);
  return best ? `${best[0]}:${iri.slice(best[1].length)}` : iri;
}

function table({ names, rows }, short) {
  const box = element("div", undefined, { class: "scroll", role: "region", "aria-label": "Answer", tabindex: "0" });
  const made = element("table");
  const head = made.createTHead().insertRow();
  for (const name of names) head.append(element("th", name, { scope: "col" }));
  const body = made.createTBody();
  for (const row of rows.slice(0, MOST_ROWS)) {
    const line = body.insertRow();
    for (const name of names) {
      const cell = line.insertCell();
      const term = row[name];
      if (term?.type === "uri") cell.append(element("a", short(term.value), { href: `/thing?iri=${encodeURIComponent(term.value)}` }));
      else if (term) cell.textContent = term.value;
    }
  }
  box.append(made);
  return box;
}

function raw(text, isTriples) {
  const pre = element("pre", undefined, { tabindex: "0" });
  const whole = isTriples ? text : JSON.stringify(JSON.parse(text), null, 2);
  pre.append(element("code", whole.length > 200000 ? `${whole.slice(0, 200000)}\n…` : whole));
  return pre;
}

function formats(query, isTriples) {
  const known = isTriples ? { Turtle: "turtle", "JSON-LD": "json-ld", "N-Triples": "n-triples", "RDF/XML": "rdf-xml" } : { JSON: "json", CSV: "csv", TSV: "tsv", XML: "xml" };
  const line = element("p", "As data: ", { class: "aside" });
  for (const [name, format] of Object.entries(known)) line.append(element("a", name, { href: `/sparql?query=${encodeURIComponent(query)}&format=${format}` }), ", ");
  line.append(element("a", "link to this query", { href: `/query?query=${encodeURIComponent(query)}` }));
  return line;
}

function tabs(views) {
  const whole = element("div");
  const list = element("div", undefined, { class: "tabs", role: "tablist", "aria-label": "Views of the answer" });
  const panel = element("div", undefined, { role: "tabpanel", id: "view", tabindex: "-1" });
  const pick = (at, focus) => {
    [...list.children].forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === at));
      tab.tabIndex = index === at ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", list.children[at].id);
    panel.replaceChildren(views[at][1]());
    const picture = panel.querySelector("[data-zoom]");
    if (picture) enhance(picture);
    if (focus) list.children[at].focus();
  };
  views.forEach(([name], at) => {
    const tab = element("button", name, { type: "button", role: "tab", id: `view-${at}`, "aria-controls": "view" });
    tab.addEventListener("click", () => pick(at, false));
    list.append(tab);
  });
  list.addEventListener("keydown", (event) => {
    const at = [...list.children].indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && at >= 0) pick((at + step + views.length) % views.length, true);
  });
  whole.append(list, panel);
  // What is not in the page yet cannot be measured.
  queueMicrotask(() => pick(0, false));
  return whole;
}

// --- as a graph -----------------------------------------------------------------------------------------------------

/** A name that reads well: without prefix and without the hash that tells namesakes apart. */
const readable = (name) => name.replace(/^id:/, "").replace(/-[0-9a-f]{8}$/, "").replaceAll("-", " ");

/** Pairs of things that stand in one row, with what is between them. Words of vocabularies are no things. */
function tiesOf({ names, rows }, isTriples, short, prefixes) {
  const words = Object.entries(prefixes).filter(([prefix]) => !["id", "wd"].includes(prefix)).map(([, namespace]) => namespace);
  const isWord = (term) => term?.type === "uri" && words.some((namespace) => term.value.startsWith(namespace));
  const isThing = (term) => term?.type === "uri" && !isWord(term);
  const found = [];
  for (const row of rows) {
    if (isTriples) {
      if (isThing(row.subject) && isThing(row.object)) found.push([row.subject.value, row.object.value, short(row.predicate.value)]);
      continue;
    }
    const things = names.filter((name) => isThing(row[name]));
    const between = names.filter((name) => isWord(row[name])).map((name) => short(row[name].value));
    if (things.length > 1) found.push([row[things[0]].value, row[things.at(-1)].value, between.join(", ")]);
  }
  return found.slice(0, 400).map(([from, to, label]) => ({ from, to, label: label.replace(/^(an|rel):/, ""), names: [short(from), short(to)] }));
}

function graph(ties) {
  const nodes = new Map();
  for (const { from, to, names } of ties) {
    for (const [iri, name] of [[from, names[0]], [to, names[1]]]) {
      if (!nodes.has(iri) && nodes.size < MOST_NODES) nodes.set(iri, { iri, name: readable(name), x: 0, y: 0, count: 0 });
      const node = nodes.get(iri);
      if (node) node.count += 1;
    }
  }
  const all = [...nodes.values()];
  // Between two things there is one line, whatever is said of them.
  const lines = new Map();
  for (const { from, to, label } of ties) {
    if (from === to || !nodes.has(from) || !nodes.has(to)) continue;
    const pair = [from, to].sort().join("\n");
    if (!lines.has(pair)) lines.set(pair, { from, to, labels: new Set() });
    if (label) lines.get(pair).labels.add(label);
  }
  const edges = [...lines.values()].map(({ from, to, labels }) => [nodes.get(from), nodes.get(to), [...labels].slice(0, 3).join(", ")]);
  settle(all, edges);
  const left = Math.min(...all.map((node) => node.x)) - 120;
  const top = Math.min(...all.map((node) => node.y)) - 40;
  const width = Math.max(...all.map((node) => node.x)) + 120 - left;
  const height = Math.max(...all.map((node) => node.y)) + 40 - top;
  const svg = drawn("svg", { xmlns: SVG, viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`, width: Math.round(width), height: Math.round(height), "font-family": "Georgia, serif", "font-size": 13 });
  const group = drawn("g", { class: "ties", fill: "none", stroke: "#666" });
  svg.append(drawn("rect", { class: "paper", width: "100%", height: "100%", fill: "white" }), group);
  for (const [one, other, label] of edges) {
    const [x1, y1, x2, y2] = [one.x - left, one.y - top, other.x - left, other.y - top].map(Math.round);
    group.append(drawn("path", { d: `M${x1} ${y1} ${x2} ${y2}` }));
    if (label && edges.length < 60) svg.append(drawn("text", { class: "between", stroke: "white", "stroke-width": 4, "paint-order": "stroke", x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 3, "text-anchor": "middle", "font-size": 10.5, "font-style": "italic", fill: "#555" }, label.slice(0, 30)));
  }
  for (const node of all) {
    const [x, y] = [Math.round(node.x - left), Math.round(node.y - top)];
    const link = drawn("a", { href: `/thing?iri=${encodeURIComponent(node.iri)}` });
    link.append(drawn("circle", { cx: x, cy: y, r: 5, fill: "#8a6d4b" }), drawn("text", { class: "name", x, y: y - 9, "text-anchor": "middle", fill: "#222" }, node.name.slice(0, 34)));
    svg.append(link);
  }
  const figure = element("figure", undefined, { class: "drawing" });
  const box = element("div", undefined, { class: "picture", "data-zoom": "", role: "group", tabindex: "0", "aria-label": "The answer as a graph" });
  box.append(svg);
  const caption = element("figcaption", all.length >= MOST_NODES ? `The first ${MOST_NODES} things. ` : "");
  caption.append(saved(svg, "annals-answer.svg"));
  figure.append(box, caption);
  return figure;
}

/** Spreads nodes: ties pull, nearness pushes. It begins on a spiral and holds no chance, so that an answer looks the same each time. */
function settle(nodes, edges) {
  nodes.forEach((node, at) => {
    const [angle, reach] = [at * 2.4, 60 * Math.sqrt(at)];
    [node.x, node.y] = [Math.cos(angle) * reach * 1.5, Math.sin(angle) * reach];
  });
  for (let round = 0; round < 250; round += 1) {
    const heat = 30 * (1 - round / 250);
    for (const node of nodes) [node.dx, node.dy] = [-node.x * 0.01, -node.y * 0.02];
    for (let i = 0; i < nodes.length; i += 1)
      for (let j = i + 1; j < nodes.length; j += 1) {
        // Names are wide: sideways a neighbour is near sooner.
        const [dx, dy] = [(nodes[i].x - nodes[j].x) / 2.2, nodes[i].y - nodes[j].y];
        const push = 9000 / (dx * dx + dy * dy + 40);
        const length = Math.hypot(dx, dy) || 1;
        nodes[i].dx += (dx / length) * push * 2;
        nodes[i].dy += (dy / length) * push;
        nodes[j].dx -= (dx / length) * push * 2;
        nodes[j].dy -= (dy / length) * push;
      }
    for (const [one, other] of edges) {
      const [dx, dy] = [other.x - one.x, other.y - one.y];
      const pull = (Math.hypot(dx, dy) - 150) * 0.02;
      const length = Math.hypot(dx, dy) || 1;
      one.dx += (dx / length) * pull;
      one.dy += (dy / length) * pull;
      other.dx -= (dx / length) * pull;
      other.dy -= (dy / length) * pull;
    }
    for (const node of nodes) {
      const length = Math.hypot(node.dx, node.dy) || 1;
      node.x += (node.dx / length) * Math.min(length, heat);
      node.y += (node.dy / length) * Math.min(length, heat);
    }
  }
}

/** A link that saves a picture. */
function saved(svg, name) {
  const link = element("a", "Save as SVG", { download: name, href: "#" });
  link.addEventListener("click", () => {
    link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" }));
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  return link;
}

// --- on a timeline --------------------------------------------------------------------------------------------------

const DATE = /^-?\d{4}(-\d\d(-\d\d)?)?/;

/** Rows that hold a date, with their first and last day as numbers. */
function datesOf({ names, rows }, short) {
  const isDate = (term) => term?.type === "literal" && /(date|gYear|gYearMonth|EDTF)$/.test(term.datatype ?? "") && DATE.test(term.value.replace(/^(\.\.)?\//, ""));
  const of = names.filter((name) => rows.some((row) => isDate(row[name])));
  if (!of.length) return [];
  const found = [];
  for (const row of rows.slice(0, MOST_ROWS)) {
    const name = of.find((one) => isDate(row[one]));
    if (!name) continue;
    const [from, to] = ends(row[name].value);
    const words = names.filter((one) => !of.includes(one) && row[one]).map((one) => (row[one].type === "uri" ? readable(short(row[one].value)) : row[one].value));
    found.push({ when: row[name].value, from, to, what: words.join(" · ").slice(0, 300) });
  }
  return found.sort((one, other) => one.from - other.from || one.to - other.to);
}

const SEASONS = { 21: [3, 5], 22: [6, 8], 23: [9, 11], 24: [12, 12] };

/** First and last day of an EDTF date, each month taken to have 31 days. */
function ends(edtf) {
  const point = (text, last) => {
    const match = /^(-?)(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text);
    if (!match) return undefined;
    const year = Number(match[2]) * (match[1] ? -1 : 1);
    const season = SEASONS[match[3]];
    const month = season ? season[last ? 1 : 0] : Number(match[3] ?? (last ? 12 : 1));
    return year * 372 + (month - 1) * 31 + Number(match[4] ?? (last ? 31 : 1)) - 1;
  };
  const [from, to] = edtf.includes("/") ? edtf.split("/") : [edtf, edtf];
  const [first, last] = [point(from, false), point(to, true)];
  return [first ?? last, last ?? first];
}

function timeline(dates) {
  const first = Math.min(...dates.map((one) => one.from));
  const last = Math.max(...dates.map((one) => one.to), first + 1);
  const at = (day) => `${(2 + (96 * (day - first)) / (last - first)).toFixed(2)}%`;
  const box = element("div", undefined, { class: "timeline" });
  const list = element("ol");
  for (const { when, from, to, what } of dates) {
    const item = element("li");
    const svg = drawn("svg", { class: "bar", width: "100%", height: 16, "aria-hidden": "true" });
    if ((to - from) * 200 < last - first) svg.append(drawn("circle", { class: "point", cx: at(from), cy: 8, r: 4.5 }));
    else {
      svg.append(drawn("line", { class: "stretch", x1: at(from), x2: at(to), y1: 8, y2: 8 }));
      for (const end of [from, to]) svg.append(drawn("line", { class: "end", x1: at(end), x2: at(end), y1: 3, y2: 13 }));
    }
    item.append(svg, element("span", when, { class: "when" }), element("div", what, { class: "what" }));
    list.append(item);
  }
  box.append(list);
  return box;
}
