// The review: notes at a second, and what is decided about the video on the page.

import { countDown, decide, gone, underway } from "./decisions.js";
import { actions, all, go, here, length, made, one } from "./page.js";
import { played, playedShare, seek, video } from "./player.js";

const review = one("[data-review]");
const decision = one("#decide");
const notes = [];

function noteText() {
  return notes.map((note) => `${length(note.at)} ${note.words}`).join("\n");
}

/** Ask why not; Notes that were kept are reason enough, and stand there to be added to. */
function askWhy(action, word) {
  if (decision.inert || !one(`[data-action="${action}"]`)) return;
  one("#why").value = one("#why").value || noteText();
  for (const button of all("#reject-form button")) button.hidden = button.value !== word;
  if (outletOf(decision)) one("#reject-form").elements.outlet.value = outletOf(decision);
  one("#reject").showModal();
  one("#why").focus();
}

/** The outlet that a form's decision speaks of; empty: all of them. */
function outletOf(form) { return form.elements.outlet?.value ?? ""; }

function showNotes() {
  one("#notes").replaceChildren(...notes.map((note) => {
    const link = made("a", length(note.at), { href: "#notes", className: "num" });
    link.addEventListener("click", (event) => { event.preventDefault(); seek(note.at); });
    return made("li", "", {}, link, made("p", note.words));
  }));
}

function keepNote() {
  const field = one("#say");
  const words = field.value.trim().replaceAll("\n", " ");
  if (words) notes.push({ at: video.currentTime, words });
  field.value = "";
  field.blur();
  showNotes();
  video.play();
}

function decided(word, note = "", outlet = "") {
  const fields = {
    decision: word, note, outlet: word === "held" ? "" : outlet, seen: decision.elements.seen.value,
    planned: word === "approved" ? decision.elements.planned.value : "",
    notes: notes.length ? JSON.stringify(notes) : "", played: JSON.stringify(played().slice(-500)),
  };
  decide({
    address: decision.getAttribute("action"), fields, title: decision.dataset.title, here: here(),
  });
  one("#reject").close();
  const next = others()[0];
  if (next) go(next.href); else countDown();
}

/** The other videos of the queue, from the next one on, but for those that are decided by now. */
function others() {
  const links = all(".strip li a");
  const place = links.findIndex((link) => link.parentElement.hasAttribute("aria-current"));
  const round = [...links.slice(place + 1), ...links.slice(0, Math.max(0, place))];
  const over = gone();
  return round.filter((link) => !over.includes(new URL(link.href).pathname));
}

/** Leave out of the strip what is decided here and not counted yet. */
function showQueue() {
  const over = underway();
  const items = all(".strip li");
  for (const item of items) {
    item.hidden = !item.hasAttribute("aria-current") && over.includes(new URL(one("a", item).href).pathname);
  }
  const left = items.filter((item) => !item.hidden);
  const at = left.findIndex((item) => item.hasAttribute("aria-current"));
  if (at >= 0) one("#place").textContent = `${at + 1} of ${left.length}`;
}

/** The queue as it stands by now; where this video left it elsewhere, the next one is shown. */
function queueShown() {
  const current = one(".strip [aria-current] a");
  if (current && new URL(current.href).pathname === here()) { showQueue(); return; }
  const writes = one("dialog[open]") || one("#say").value || document.activeElement === one("#say");
  if (!writes && !underway().includes(here())) go("/review");
}

/** What nobody has played is approved when that was asked once more. */
function approve() {
  if (Math.round(playedShare() * 100) > 0) decided("approved", "", outletOf(decision));
  else one("#unplayed").showModal();
}

/** What a reviewer decides by; nobody else is shown it. */
function offerDecisions(unplayed) {
  const allTheSame = () => { unplayed.close(); decided("approved", "", outletOf(decision)); };
  one("button", unplayed).addEventListener("click", allTheSame);
  unplayed.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "a" || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    allTheSame();
  });
  decision.addEventListener("submit", (event) => {
    event.preventDefault();
    const word = event.submitter?.value ?? "approved";
    if (word === "approved") approve(); else decided(word, "", outletOf(decision));
  });
  one("#reject-form").addEventListener("submit", (event) => {
    event.preventDefault();
    decided(event.submitter?.value ?? "rejected", event.target.elements.note.value, outletOf(event.target));
  });
  for (const action of ["reject", "changes"]) {
    one(`[data-action="${action}"]`).addEventListener("click", (event) => { event.preventDefault(); actions[action](); });
  }
}

if (review) {
  const unplayed = one("#unplayed");
  if (unplayed) offerDecisions(unplayed);
  showQueue();
  document.addEventListener("htmx:after:swap", queueShown);
  one("#note-form").addEventListener("submit", (event) => { event.preventDefault(); keepNote(); });
  one("#say").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); keepNote(); }
    if (event.key === "Escape") { event.target.value = ""; event.target.blur(); }
  });
  one("#say").addEventListener("focus", () => video.pause());
  Object.assign(actions, {
    approve: () => { if (!decision.inert) one('[data-action="approve"]')?.click(); },
    reject: () => askWhy("reject", "rejected"),
    changes: () => askWhy("changes", "changes"),
    hold: () => { if (!decision.inert) one('[data-action="hold"]')?.click(); },
    note: () => one("#say").focus(),
    next: () => others()[0]?.click(),
    previous: () => others().at(-1)?.click(),
  });
}
