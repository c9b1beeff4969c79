// Dragging across a chart of days shows these days; the fields above say the same by hand.
const LEFT = 64, RIGHT = 612, WIDTH = 640, DAY = 86400000, LEAST = 3;
const form = document.querySelector("[data-zoom]");
const iso = (at) => new Date(at).toISOString().slice(0, 10);

function zoomed(figure) {
  const svg = figure.querySelector(":scope > svg");
  const first = Date.parse(figure.dataset.first), last = Date.parse(figure.dataset.last);
  const [, , , height] = svg.getAttribute("viewBox").split(" ").map(Number);
  let begun = null, mark = null;

  const at = (event) => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * WIDTH;
    return Math.min(Math.max(x, LEFT), RIGHT);
  };
  const day = (x) => first + Math.round((x - LEFT) / (RIGHT - LEFT) * (last - first) / DAY) * DAY;
  const end = () => { mark?.remove(); begun = mark = null; };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    begun = at(event);
    mark = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    mark.setAttribute("class", "chosen");
    mark.setAttribute("height", height);
    svg.append(mark);
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => {
    if (begun === null) return;
    const now = at(event);
    mark.setAttribute("x", Math.min(begun, now));
    mark.setAttribute("width", Math.abs(now - begun));
    form.elements.from.value = iso(day(Math.min(begun, now)));
    form.elements.to.value = iso(day(Math.max(begun, now)));
  });
  svg.addEventListener("pointerup", (event) => {
    if (begun === null) return;
    const chosen = [begun, at(event)].sort((a, b) => a - b).map(day);
    end();
    if ((chosen[1] - chosen[0]) / DAY + 1 >= LEAST) form.requestSubmit();
    else form.reset();
  });
  svg.addEventListener("pointercancel", () => { end(); form.reset(); });
}

if (form) for (const figure of document.querySelectorAll(".fig[data-first]")) zoomed(figure);
