// The calendar: a video dragged to a day keeps its time of day, dropped on a free slot it takes that
// one. Each drop sends the form that stands under the video, which works without this too.

import { one } from "./page.js";

const page = one("[data-calendar]");
let dragged = null;

/** Return the time that a video gets where it is dropped, or nothing. */
function timeAt(target) {
  const slot = target.closest?.("[data-at]");
  if (slot) return slot.dataset.at;
  const day = target.closest?.("[data-day]");
  return day ? `${day.dataset.day}T${dragged.dataset.time}` : "";
}

function place(target) {
  return target.closest?.("[data-at], [data-day]");
}

function unmark() {
  one(".over", page)?.classList.remove("over");
}

page?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-time]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.time);
});

page?.addEventListener("dragover", (event) => {
  const there = dragged && place(event.target);
  if (!there) return;
  event.preventDefault();
  unmark();
  there.classList.add("over");
});

page?.addEventListener("dragend", () => { unmark(); dragged = null; });

page?.addEventListener("drop", (event) => {
  const at = dragged && timeAt(event.target);
  if (!at) return;
  event.preventDefault();
  const form = one("form", dragged);
  const field = one("[name=at]", form);
  field.type = "text";
  field.value = at;
  form.requestSubmit(one("[value=move]", form));
});
