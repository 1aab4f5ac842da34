// Pictures can be made larger and smaller, and moved by dragging. Without this file they can be scrolled.

const STEP = 1.25;

/** Makes the picture in a box zoomable. */
export function enhance(box) {
  const svg = box.querySelector("svg");
  if (!svg || box.previousElementSibling?.classList.contains("zoom")) return;
  const [, , width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number);
  const fitting = () => Math.min(1, Math.max(box.clientWidth / width, 0.55));
  let scale = fitting();

  const draw = (next, x = box.clientWidth / 2, y = box.clientHeight / 2) => {
    const factor = next / scale;
    const left = (box.scrollLeft + x) * factor - x;
    const top = (box.scrollTop + y) * factor - y;
    scale = next;
    svg.setAttribute("width", width * scale);
    svg.setAttribute("height", height * scale);
    box.scrollTo(left, top);
  };
  const zoom = (factor, x, y) => draw(Math.min(5, Math.max(0.2, scale * factor)), x, y);
  const whole = () => {
    draw(fitting());
    box.scrollTo((box.scrollWidth - box.clientWidth) / 2, (box.scrollHeight - box.clientHeight) / 2);
  };

  const buttons = document.createElement("div");
  buttons.className = "zoom";
  for (const [words, label, act] of [["+", "Larger", () => zoom(STEP)], ["−", "Smaller", () => zoom(1 / STEP)], ["Fit", "Fit the picture in", whole]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    if (words !== label) button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    buttons.append(button);
  }
  box.before(buttons);

  box.addEventListener("keydown", (event) => {
    if (event.target !== box) return;
    if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (event.key === "0") whole();
    else return;
    event.preventDefault();
  });
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const place = box.getBoundingClientRect();
    zoom(event.deltaY < 0 ? STEP : 1 / STEP, event.clientX - place.left, event.clientY - place.top);
  }, { passive: false });

  let from;
  box.classList.add("drags");
  box.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("a")) return;
    from = [event.clientX + box.scrollLeft, event.clientY + box.scrollTop];
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener("pointermove", (event) => {
    if (from) box.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
  });
  for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => (from = undefined));

  // What a name is tied by is lit up with it.
  for (const name of box.querySelectorAll("[data-tie]")) {
    const tie = box.querySelector(`#tie-${CSS.escape(name.dataset.tie)}`);
    for (const event of ["pointerenter", "focus"]) name.addEventListener(event, () => tie?.classList.add("lit"));
    for (const event of ["pointerleave", "blur"]) name.addEventListener(event, () => tie?.classList.remove("lit"));
  }
  whole();
}

for (const box of document.querySelectorAll("[data-zoom]")) enhance(box);
