// The keys: what each does, and where `g` and a letter lead. The page lists them in `#keys` (templates/desk_frame.html).

import { actions, go, one } from "./page.js";

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
