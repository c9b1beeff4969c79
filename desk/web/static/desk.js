// The desk in the browser: the player, its keys, notes, and a decision that can be taken back for a
// while. Without this script every page still works: forms send, links lead.

const GRACE_SECONDS = 10;
const STEP_SECONDS = 5;
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Return seconds as 0:50, 16:42 or 1:15:00. */
function length(seconds) {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

// Live ------------------------------------------------------------------

const live = one("#live");
const clock = () => new Date().toLocaleTimeString([], { hour12: false });
document.addEventListener("hello", () => { if (live) live.textContent = "Live"; });
document.addEventListener("news", () => { if (live) live.textContent = `Live. Last event ${clock()}`; });
document.addEventListener("htmx:sse:error", () => {
  if (live) live.textContent = "The factory does not answer; trying again";
});
document.addEventListener("htmx:before:request", (event) => {
  // A page that somebody is writing on is not shown anew under their hands.
  const source = event.detail?.ctx?.sourceElement ?? event.target;
  const typing = document.activeElement?.matches?.("textarea, input:not([type=range])");
  if (source?.matches?.("main") && typing) event.preventDefault();
});

/** A video that has a new master since this page was made is shown by loading the page again. */
function watchMaster() {
  const progress = one("#progress");
  if (!progress) return;
  const shown = progress.dataset.master;
  new MutationObserver(() => {
    const now = one("#progress")?.dataset.master;
    if (now && now !== shown && !one("details[open]")) location.reload();
  }).observe(one("main"), { childList: true });
}
watchMaster();

// Player ----------------------------------------------------------------

const video = one("video[data-player]");
const scenes = all("[data-at]");
const actions = {};

function show(name, words) {
  for (const place of all(`[data-show="${name}"]`)) place.textContent = words;
}

function playedShare() {
  let seconds = 0;
  for (let n = 0; n < video.played.length; n += 1) seconds += video.played.end(n) - video.played.start(n);
  return video.duration ? Math.min(1, seconds / video.duration) : 0;
}

function seek(seconds) {
  video.currentTime = Math.max(0, Math.min(seconds, video.duration || seconds));
}

function moved() {
  const now = video.currentTime;
  show("time", length(now));
  show("played", `${Math.round(playedShare() * 100)} %`);
  const bar = one("#seek");
  if (bar && document.activeElement !== bar) bar.value = now;
  let here = null;
  for (const scene of scenes) if (Number(scene.dataset.at) <= now + 0.05) here = scene;
  for (const scene of scenes) {
    if (scene === here || (here && scene.dataset.at === here.dataset.at)) scene.setAttribute("aria-current", "true");
    else scene.removeAttribute("aria-current");
  }
}

function faster(step) {
  const at = RATES.indexOf(video.playbackRate);
  video.playbackRate = RATES[Math.max(0, Math.min(RATES.length - 1, (at < 0 ? 2 : at) + step))];
  show("rate", `${video.playbackRate}×`);
}

function captions() {
  const track = video.textTracks[0];
  if (!track) return;
  track.mode = track.mode === "showing" ? "hidden" : "showing";
  one('[data-do="captions"]')?.setAttribute("aria-pressed", String(track.mode === "showing"));
}

if (video) {
  Object.assign(actions, {
    play: () => (video.paused ? video.play() : video.pause()),
    back: () => seek(video.currentTime - STEP_SECONDS),
    on: () => seek(video.currentTime + STEP_SECONDS),
    slower: () => faster(-1),
    faster: () => faster(1),
    mute: () => { video.muted = !video.muted; },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : video.requestFullscreen()),
    captions,
  });
  for (const name of ["timeupdate", "seeked", "loadedmetadata", "pause"]) video.addEventListener(name, moved);
  for (const [name, words] of [["play", "Pause"], ["pause", "Play"]]) {
    video.addEventListener(name, () => {
      const button = one('[data-do="play"]');
      if (button) button.firstChild.textContent = `${words} `;
    });
  }
  one("#seek")?.addEventListener("input", (event) => seek(Number(event.target.value)));
  for (const scene of scenes) {
    one("a", scene)?.addEventListener("click", (event) => {
      event.preventDefault();
      seek(Number(scene.dataset.at));
      video.play();
    });
  }
}

// Review ----------------------------------------------------------------

const review = one("[data-review]");
const decision = one("#decide");
const notes = [];

function noteText() {
  return notes.map((note) => `${length(note.at)} ${note.words}`).join("\n");
}

function showNotes() {
  const list = one("#notes");
  list.replaceChildren(...notes.map((note) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#notes";
    link.className = "num";
    link.textContent = length(note.at);
    link.addEventListener("click", (event) => { event.preventDefault(); seek(note.at); });
    const words = document.createElement("p");
    words.textContent = note.words;
    item.append(link, words);
    return item;
  }));
  decision.elements.note.value = noteText();
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

const WAITING = "desk.decision";
const DECIDED = "desk.decided";
let staying = false;

/** A decision that waits in this window until its grace is over; it outlives the change of page. */
function kept(key) {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
}

const waiting = () => kept(WAITING);

function go(address) {
  staying = true;
  location.assign(address);
}

async function send(found) {
  sessionStorage.removeItem(WAITING);
  sessionStorage.setItem(DECIDED, JSON.stringify([found.here, ...(kept(DECIDED) ?? [])].slice(0, 20)));
  const answer = await fetch(found.address, {
    method: "POST",
    body: new URLSearchParams(found.fields),
    headers: { Accept: "text/plain" },
    redirect: "manual",
    keepalive: true,
  });
  if (answer.type !== "opaqueredirect" && !answer.ok) {
    show("undo", await answer.text());
    one("#undo")?.removeAttribute("hidden");
    one('#undo [data-do="undo"]')?.setAttribute("hidden", "");
  } else if (location.pathname === found.here) {
    go("/review");
  }
}

let counting = 0;
function countDown() {
  clearTimeout(counting);
  const found = waiting();
  const bar = one("#undo");
  if (!found) return;
  const left = Math.ceil((found.until - Date.now()) / 1000);
  bar?.toggleAttribute("hidden", left <= 0);
  if (left <= 0) { send(found); return; }
  const word = found.fields.decision === "approved" ? "Approved" : "Rejected";
  show("undo", `${word}: ${found.title}. Counts in ${left} s.`);
  counting = setTimeout(countDown, 500);
}

function decide(fields) {
  const before = waiting();
  if (before) send(before);
  const found = {
    address: decision.getAttribute("action"), fields, title: decision.dataset.title,
    here: location.pathname, until: Date.now() + GRACE_SECONDS * 1000,
  };
  sessionStorage.setItem(WAITING, JSON.stringify(found));
  one("#reject").close();
  const next = others()[0];
  if (next) go(next.href); else countDown();
}

/** The other videos of the queue, from the next one on, but for those that are decided by now. */
function others() {
  const links = all(".strip li a");
  const here = links.findIndex((link) => link.parentElement.hasAttribute("aria-current"));
  const gone = [waiting()?.here, ...(kept(DECIDED) ?? [])];
  const round = [...links.slice(here + 1), ...links.slice(0, Math.max(0, here))];
  return round.filter((link) => !gone.includes(new URL(link.href).pathname));
}

function undo() {
  const found = waiting();
  if (!found) return;
  sessionStorage.removeItem(WAITING);
  clearTimeout(counting);
  one("#undo")?.setAttribute("hidden", "");
  if (location.pathname !== found.here) go(found.here);
}

if (review) {
  decision.addEventListener("submit", (event) => {
    event.preventDefault();
    decide({ seen: decision.elements.seen.value, note: noteText(), decision: "approved" });
  });
  one("#reject-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    decide({ seen: form.elements.seen.value, note: form.elements.note.value, decision: "rejected" });
  });
  one("#note-form").addEventListener("submit", (event) => { event.preventDefault(); keepNote(); });
  one("#say").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); keepNote(); }
    if (event.key === "Escape") { event.target.value = ""; event.target.blur(); }
  });
  one("#say").addEventListener("focus", () => video.pause());
  Object.assign(actions, {
    approve: () => one('[data-key="a"]').click(),
    reject: () => {
      if (one('[data-key="r"]').getAttribute("aria-disabled") === "true") return;
      one("#why").value = one("#why").value || noteText();
      one("#reject").showModal();
      one("#why").focus();
    },
    note: () => one("#say").focus(),
    next: () => others()[0]?.click(),
    previous: () => others().at(-1)?.click(),
  });
  one('[data-key="r"]').addEventListener("click", (event) => { event.preventDefault(); actions.reject(); });
}
actions.undo = undo;
one('[data-do="undo"]')?.addEventListener("click", undo);
countDown();
document.addEventListener("click", (event) => {
  if (event.target.closest?.("a[href^='/']")) staying = true;
}, { capture: true });
// A window that is closed lets its decision count at once: nothing is lost with it.
addEventListener("pagehide", () => {
  const found = waiting();
  if (found && !staying) send(found);
});

// Keys ------------------------------------------------------------------

for (const button of all("[data-do]")) {
  const name = button.dataset.do;
  if (name !== "undo") button.addEventListener("click", () => actions[name]?.());
}
for (const link of all('a[href="#keys"]')) {
  link.addEventListener("click", (event) => { event.preventDefault(); one("#keys").showModal(); });
}
for (const link of all("dialog a")) {
  link.addEventListener("click", (event) => { event.preventDefault(); link.closest("dialog").close(); });
}

const KEYS = {
  k: "play", " ": "play", j: "back", l: "on", ",": "slower", ".": "faster", m: "mute", t: "captions",
  f: "full", a: "approve", r: "reject", c: "note", n: "next", p: "previous", z: "undo",
};
const PLACES = { t: "/", r: "/review", v: "/videos" };
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
