// The query editor: words in colour, names completed, an error shown where it is, the answer without leaving the page.
// Without this file the form is sent and the server answers with a table.

import { Options, proposals } from "/assets/complete.js";
import { show } from "/assets/results.js";

const form = document.querySelector("form.query");
const area = form.querySelector("textarea");
const box = area.parentElement;
const result = document.getElementById("result");
const prefixes = JSON.parse(form.dataset.prefixes);

// --- words in colour ------------------------------------------------------------------------------------------------

const KEYWORDS =
  "ADD ALL AS ASC ASK AVG BASE BIND BY CONSTRUCT COUNT DESC DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP GROUP_CONCAT HAVING IN LIMIT MAX MIN MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SAMPLE SELECT SEPARATOR SERVICE SUM UNDEF UNION VALUES WHERE a true false".split(" ");
const WORDS = new Set(KEYWORDS);
const TOKEN =
  /(?<comment>#[^\n]*)|(?<iri><[^<>"{}|^`\\\s]*>)|(?<string>"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<variable>[?$]\w+)|(?<name>[A-Za-z][\w-]*:[\w.%-]*|:[\w-]+)|(?<number>\b\d+(?:\.\d+)?\b)|(?<word>[A-Za-z_]\w*)/g;

let wrong; // Where the query stops being one, as an offset.

const ink = document.createElement("pre");
ink.className = "ink";
ink.setAttribute("aria-hidden", "true");
box.prepend(ink);
box.classList.add("inked");

/** Pieces of the text, each with its kind. */
function pieces(text) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) found.push([at, match.index, ""]);
    let [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    if (kind === "word") kind = WORDS.has(match[0].toUpperCase()) || WORDS.has(match[0]) ? "keyword" : "";
    found.push([match.index, match.index + match[0].length, kind]);
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push([at, text.length, ""]);
  return found;
}

function paint() {
  const text = area.value;
  const spans = [];
  const add = (from, to, kind, isWrong) => {
    if (from >= to) return;
    const span = document.createElement("span");
    span.className = isWrong ? `${kind} wrong` : kind;
    span.textContent = text.slice(from, to);
    spans.push(span);
  };
  const end = wrong === undefined ? -1 : Math.max(wrong + 1, wordEnd(text, wrong));
  for (const [from, to, kind] of pieces(text)) {
    if (wrong === undefined || to <= wrong || from >= end) add(from, to, kind, false);
    else {
      add(from, Math.max(from, wrong), kind, false);
      add(Math.max(from, wrong), Math.min(to, end), kind, true);
      add(Math.min(to, end), to, kind, false);
    }
  }
  // At the end of the text there is nothing to mark but the end.
  if (wrong !== undefined && wrong >= text.length) {
    const span = document.createElement("span");
    span.className = "wrong";
    span.textContent = "\u00a0";
    spans.push(span);
  }
  ink.replaceChildren(...spans, "\n");
  ink.scrollTop = area.scrollTop;
}

const wordEnd = (text, at) => at + (/^[\w?:-]*/.exec(text.slice(at))?.[0].length ?? 0);

area.addEventListener("scroll", () => (ink.scrollTop = area.scrollTop));
new ResizeObserver(() => (ink.scrollTop = area.scrollTop)).observe(area);

// --- names completed ------------------------------------------------------------------------------------------------

const options = new Options(area, (item) => {
  const { from, to } = typed();
  area.setRangeText(item.text, from, to, "end");
  area.focus();
  changed();
});

/** The word before the caret. */
function typed() {
  const to = area.selectionStart;
  const word = /[?$]?[\w:<\/.-]*$/.exec(area.value.slice(0, to))[0];
  return { from: to - word.length, to, word };
}

let turn = 0;
let timer;

async function propose(asked) {
  const mine = ++turn;
  const { word } = typed();
  if (area.selectionStart !== area.selectionEnd || (!asked && word.length < 2) || /^\d/.test(word)) return options.hide();
  const items = [];
  if (/^[?$]/.test(word)) {
    const variables = new Set(area.value.match(/[?$]\w+/g) ?? []);
    variables.delete(word);
    for (const variable of variables) if (variable.startsWith(word)) items.push({ text: variable, label: "", kind: "variable", shown: variable });
  } else {
    if (word && !word.includes(":"))
      for (const keyword of KEYWORDS) if (keyword.startsWith(word.toUpperCase()) && keyword !== word.toUpperCase()) items.push({ text: keyword, label: "", kind: "keyword", shown: keyword });
    for (const found of await proposals(word, "query")) items.push({ ...found, shown: found.text === found.label ? found.text : `${found.text}  ${found.kind === "prefix" ? "" : found.label}` });
  }
  if (mine !== turn) return;
  options.show(items.slice(0, 12), items.length ? 0 : -1);
  place();
}

/** Puts the list beneath the line of the caret. */
function place() {
  const before = area.value.slice(0, area.selectionStart);
  const style = getComputedStyle(area);
  const height = parseFloat(style.lineHeight);
  const line = before.split("\n").length;
  options.list.style.top = `${Math.min(parseFloat(style.paddingTop) + line * height - area.scrollTop + 4, area.clientHeight)}px`;
}

area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    options.hide();
    form.requestSubmit();
  } else if (event.key === " " && event.ctrlKey) {
    event.preventDefault();
    propose(true);
  } else options.key(event, true);
});
area.addEventListener("input", () => {
  changed();
  clearTimeout(timer);
  timer = setTimeout(() => propose(false), 150);
});
area.addEventListener("blur", () => {
  turn += 1;
  clearTimeout(timer);
  options.hide();
});

function changed() {
  wrong = undefined;
  area.removeAttribute("aria-invalid");
  paint();
}

// --- the answer -----------------------------------------------------------------------------------------------------

const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, application/json;q=0.1";

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = `/query?query=${encodeURIComponent(area.value)}`;
  if (address.length < 60000) history.pushState(null, "", address);
  run();
});

async function run() {
  const query = area.value;
  result.setAttribute("aria-busy", "true");
  try {
    const response = await fetch("/sparql", { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: ACCEPT }, body: query });
    if (response.ok) {
      changed();
      const cut = response.headers.get("annals-cut");
      show(result, { query, kind: response.headers.get("Content-Type") ?? "", text: await response.text(), cut, prefixes });
    } else fault(await response.json());
  } catch (error) {
    fault({ title: "The server does not answer", detail: String(error.message ?? error) });
  }
  result.removeAttribute("aria-busy");
}

/** The offset of a line and a column, which count characters. */
function offset(text, line, column) {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(text.length, before + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length);
}

function fault(problem) {
  const told = document.createElement("div");
  told.className = "fault";
  told.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.textContent = problem.title;
  const detail = document.createElement("p");
  detail.textContent = problem.detail;
  told.append(title, detail);
  result.replaceChildren(told);
  if (problem.line) point(told, problem.line, problem.column);
}

/** Marks the place of an error, and leads there. */
function point(told, line, column) {
  wrong = offset(area.value, line, column);
  area.setAttribute("aria-invalid", "true");
  paint();
  const go = document.createElement("button");
  go.type = "button";
  go.className = "quiet";
  go.textContent = `Go to line ${line}, column ${column}`;
  go.addEventListener("click", () => {
    area.focus();
    area.setSelectionRange(wrong, wordEnd(area.value, wrong));
  });
  told.append(go);
}

// Back and forth among the queries that were run here.
addEventListener("popstate", () => {
  const query = new URL(location).searchParams.get("query");
  if (query) {
    area.value = query;
    changed();
    run();
  }
});

form.querySelector(".keys").hidden = false;
paint();

// What the server has answered already is not asked for again, unless it is to be seen otherwise.
const told = result.querySelector(".fault[data-line]");
if (told) point(told, Number(told.dataset.line), Number(told.dataset.column));
else if (result.querySelector("tbody, pre")) {
  const more = document.createElement("button");
  more.type = "button";
  more.className = "quiet more";
  more.textContent = "See it otherwise";
  more.addEventListener("click", run);
  result.append(more);
}
