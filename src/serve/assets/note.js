// A click on marked words shows what was read from them; pointing at either lights up the other.
// Without this file the small numbers lead from one to the other.

const marks = new Map();
for (const mark of document.querySelectorAll(".mark[data-mark]")) {
  const number = mark.dataset.mark;
  if (!marks.has(number)) marks.set(number, []);
  marks.get(number).push(mark);
}

function light(number, on) {
  for (const mark of marks.get(number) ?? []) mark.classList.toggle("lit", on);
  document.getElementById(`m${number}`)?.classList.toggle("lit", on);
}

const numberOf = (element) => element?.dataset.mark ?? element?.id?.slice(1);

let lit;
document.addEventListener("pointerover", (event) => {
  const over = event.target.closest?.(".mark[data-mark], .marginal");
  const number = numberOf(over);
  if (number === lit) return;
  if (lit) light(lit, false);
  lit = number;
  if (lit) light(lit, true);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("a") || !getSelection().isCollapsed) return;
  const mark = event.target.closest(".mark[data-mark]");
  if (!mark) return;
  const beside = document.getElementById(`m${mark.dataset.mark}`);
  beside?.closest("details")?.setAttribute("open", "");
  location.hash = `m${mark.dataset.mark}`;
});

// A receipt leads to the words; what was read from them is lit up beside.
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  target.closest("details")?.setAttribute("open", "");
  for (const one of document.querySelectorAll(".marginal.lit, .mark.lit")) one.classList.remove("lit");
  if (target.matches(".mark, .marginal")) light(numberOf(target), true);
}
addEventListener("hashchange", follow);
follow();
