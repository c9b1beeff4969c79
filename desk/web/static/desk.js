// The desk in the browser: its parts, and its buttons. Without it every page still works: forms send,
// links lead.

import "./live.js";
import "./latest_answer.js";
import "./edits.js";
import "./bulk_selection.js";
import "./calendar.js";
import "./copying.js";
import "./decisions.js";
import "./keyboard.js";
import "./review.js";
import "./versions.js";
import { actions, all, one } from "./page.js";

for (const button of all("[data-do]")) {
  button.addEventListener("click", () => actions[button.dataset.do]?.());
}
const tab = one(".top nav [aria-current]");
const nav = one(".top nav");
nav?.addEventListener("scroll", () => nav.toggleAttribute("data-scrolled", nav.scrollLeft > 4));
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.offsetWidth) / 2;
for (const link of all('a[href="#keys"]')) {
  link.addEventListener("click", (event) => { event.preventDefault(); one("#keys").showModal(); });
}
for (const link of all("dialog a")) {
  link.addEventListener("click", (event) => { event.preventDefault(); link.closest("dialog").close(); });
}
