// Two versions of a video in step: one clock for both, sentence by sentence, and the sound of one.

import { actions, all, length, one, show } from "./page.js";

const STEP_SECONDS = 5;
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];
const DRIFT_SECONDS = 0.25;

const pair = one("[data-versions]");
const old = one('[data-version="old"]');
const now = one('[data-version="new"]');

/** Return the second of the earlier version that shows what a second of the later one does. */
function counterpart(seconds, steps) {
  let step = steps[0];
  let end = Infinity;
  for (const next of steps) {
    if (next[1] <= seconds + 0.001) step = next;
    else { end = next[0]; break; }
  }
  return Math.min(step[0] + seconds - step[1], end);
}

if (pair) {
  const steps = JSON.parse(pair.dataset.versions);
  const bar = one("#seek");
  const changes = all("[data-changed] a", document);

  const follow = (exactly) => {
    const wanted = Math.min(counterpart(now.currentTime, steps), old.duration || Infinity);
    if (exactly || Math.abs(old.currentTime - wanted) > DRIFT_SECONDS) old.currentTime = wanted;
  };
  const seek = (seconds) => {
    now.currentTime = Math.max(0, Math.min(seconds, now.duration || seconds));
    follow(true);
  };
  const hear = (which) => {
    now.muted = which !== now;
    old.muted = which !== old;
    show("sound", which === now ? "later" : "earlier");
  };
  const faster = (step) => {
    const at = RATES.indexOf(now.playbackRate);
    now.playbackRate = old.playbackRate = RATES[Math.max(0, Math.min(RATES.length - 1, at + step))];
  };
  const change = (step) => {
    const times = changes.map((link) => Number(link.dataset.new || link.dataset.old));
    const later = times.findIndex((time) => time > now.currentTime + 0.2);
    const earlier = times.findLastIndex((time) => time < now.currentTime - 0.2);
    const place = step > 0 ? (later < 0 ? 0 : later) : (earlier < 0 ? times.length - 1 : earlier);
    if (changes[place]) changes[place].click();
  };

  hear(now);
  Object.assign(actions, {
    play: () => (now.paused ? now.play() : now.pause()),
    back: () => seek(now.currentTime - STEP_SECONDS),
    on: () => seek(now.currentTime + STEP_SECONDS),
    slower: () => faster(-1),
    faster: () => faster(1),
    mute: () => hear(now.muted ? now : old),
    next: () => change(1),
    previous: () => change(-1),
  });
  now.addEventListener("play", () => { follow(true); old.play(); show("playing", "Pause"); });
  now.addEventListener("pause", () => { old.pause(); follow(true); show("playing", "Play"); });
  for (const name of ["timeupdate", "seeked"]) {
    now.addEventListener(name, () => {
      follow(false);
      show("time", length(now.currentTime));
      if (document.activeElement !== bar) bar.value = now.currentTime;
    });
  }
  bar.addEventListener("input", () => seek(Number(bar.value)));
  for (const link of all(".diff a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (link.dataset.new) { seek(Number(link.dataset.new)); } else { old.currentTime = Number(link.dataset.old); }
      for (const line of all(".diff [aria-current]")) line.removeAttribute("aria-current");
      const line = link.closest("li");
      line.setAttribute("aria-current", "true");
      line.scrollIntoView({ block: "nearest" });
    });
  }
}
