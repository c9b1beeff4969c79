// Ticked videos: how many there are, and to how many of them each act applies.

import { all, one } from "./page.js";

const DECIDABLE = ["awaiting_review", "held", "changes_asked"];
const STOPPED = ["published", "rejected", "cancelled", "failed", "deleted", "held", "changes_asked", "awaiting_review"];
const FITS = {
  approve: (state) => DECIDABLE.includes(state),
  hold: (state) => DECIDABLE.includes(state),
  reject: (state) => DECIDABLE.includes(state),
  again: (state) => ["failed", "cancelled", "pending"].includes(state),
  price: (state) => state === "awaiting_confirmation",
  cancel: (state) => !STOPPED.includes(state),
  delete: (state) => !["published", "deleted"].includes(state),
};

const boxes = () => all("input[data-state]");

function count() {
  const ticked = boxes().filter((box) => box.checked);
  const words = one("[data-ticked]");
  if (words) words.textContent = ticked.length ? `${ticked.length} ticked` : "All on this page";
  for (const place of all("[data-fits]")) {
    const fits = ticked.filter((box) => FITS[place.dataset.fits](box.dataset.state)).length;
    place.textContent = ticked.length ? String(fits) : "";
    place.closest("button").setAttribute("aria-disabled", String(ticked.length > 0 && !fits));
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches?.("[data-all], [data-state]")) count();
});
