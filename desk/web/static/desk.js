// The desk in the browser: its parts, and the keys. Without it every page still works: forms send,
// links lead.

import "./live.js";
import "./edits.js";
import "./ticks.js";
import "./calendar.js";
import "./decisions.js";
import "./review.js";
import "./versions.js";
import { actions, all, go, one } from "./page.js";

for (const button of all("[data-do]")) {
  button.addEventListener("click", () => actions[button.dataset.do]?.());
}
for (const link of all('a[href="#keys"]')) {
  link.addEventListener("click", (event) => { event.preventDefault(); one("#keys").showModal(); });
}
for (const link of all("dialog a")) {
  link.addEventListener("click", (event) => { event.preventDefault(); link.closest("dialog").close(); });
}

const KEYS = {
  k: "play", " ": "play", j: "back", l: "on", ",": "slower", ".": "faster", m: "mute", t: "captions",
  f: "full", a: "approve", r: "reject", e: "changes", h: "hold", c: "note", n: "next", p: "previous", z: "undo",
};
const PLACES = { t: "/", r: "/review", v: "/videos", c: "/calendar" };
let going = false;

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (event.target.matches?.("input:not([type=range]), textarea, select, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  if (key === " " && event.target.matches?.("button, a, summary")) return;
  if (going && PLACES[key]) { go(PLACES[key]); return; }
  going = key === "g";
  if (key === "?") { one("#keys").showModal(); return; }
  if (key === "/") { event.preventDefault(); one("#find")?.focus(); return; }
  const action = actions[KEYS[key]];
  if (action) { event.preventDefault(); action(); }
});
