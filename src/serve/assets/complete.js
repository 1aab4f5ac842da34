// Proposals for what is being typed: names of things in a box (`data-complete="names"`), of which a question holds several.
// Without this file a box is a box.

/** What the server proposes for some text. */
export async function proposals(text, kind) {
  const address = new URL("/complete", location);
  address.searchParams.set("q", text);
  if (kind) address.searchParams.set("for", kind);
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : [];
  } catch {
    return [];
  }
}

/** A list beneath a box, in which one item is chosen by keys or by pointing at it. */
export class Options {
  constructor(box, choose) {
    this.box = box;
    this.choose = choose;
    this.items = [];
    this.at = -1;
    this.list = document.createElement("ul");
    this.list.className = "options";
    this.list.id = `options-${box.id}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Proposals");
    this.list.hidden = true;
    box.after(this.list);
    box.setAttribute("aria-controls", this.list.id);
    box.setAttribute("aria-autocomplete", "list");
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) this.take([...this.list.children].indexOf(item));
    });
  }

  get open() {
    return !this.list.hidden;
  }

  show(items, first = -1) {
    this.items = items;
    this.list.replaceChildren(...items.map((item, at) => this.row(item, at)));
    this.list.hidden = items.length === 0;
    if (this.box.getAttribute("role") === "combobox") this.box.setAttribute("aria-expanded", String(this.open));
    this.mark(first);
  }

  row(item, at) {
    const row = document.createElement("li");
    row.id = `${this.list.id}-${at}`;
    row.setAttribute("role", "option");
    const label = document.createElement("span");
    label.textContent = item.shown ?? item.label;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = item.kind;
    row.append(label, kind);
    return row;
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === at)));
    const row = this.list.children[at];
    if (row) {
      this.box.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else {
      this.box.removeAttribute("aria-activedescendant");
    }
  }

  take(at) {
    const item = this.items[at];
    this.hide();
    if (item) this.choose(item);
  }

  hide() {
    this.show([]);
  }

  /** Whether a key was meant for the list. */
  key(event, alsoTab) {
    if (!this.open) return false;
    const count = this.items.length;
    if (event.key === "ArrowDown") this.mark((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.at - 1 + count) % count);
    else if (event.key === "Escape") this.hide();
    else if ((event.key === "Enter" || (alsoTab && event.key === "Tab")) && this.at >= 0) this.take(this.at);
    else return false;
    event.preventDefault();
    return true;
  }
}

/** The ends of a text that could be a name: its last three words, two, one. */
function endings(text) {
  const words = text.split(/(?<=\s)/);
  return [3, 2, 1].filter((count) => count <= words.length).map((count) => words.slice(-count).join(""));
}

function enhance(box) {
  const isQuestion = box.type === "search";
  if (isQuestion) box.type = "text";
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-expanded", "false");
  let typed = "";
  const options = new Options(box, (item) => {
    box.value = box.value.slice(0, box.value.length - typed.length) + item.text;
    box.focus();
  });
  let turn = 0;
  let timer;
  const propose = async () => {
    const mine = ++turn;
    const text = box.value;
    for (const ending of isQuestion ? endings(text) : [text]) {
      if (ending.trim().length < 3) continue;
      const found = await proposals(ending);
      if (mine !== turn) return;
      if (found.length) {
        typed = ending;
        options.show(found);
        return;
      }
    }
    options.hide();
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(propose, 120);
  });
  box.addEventListener("keydown", (event) => options.key(event, false));
  box.addEventListener("blur", () => {
    turn += 1;
    clearTimeout(timer);
    options.hide();
  });
}

for (const box of document.querySelectorAll('input[data-complete="names"]')) enhance(box);
