// The player: what its buttons and keys do, which scene plays, and how much of it was seen.

import { actions, all, length, one, show } from "./page.js";

const STEP_SECONDS = 5;
const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

export const video = one("video[data-player]");
const scenes = all("[data-at]");
/** Scenes and chapters: of each list the one that plays is marked. */
const lists = [...new Set(scenes.map((scene) => scene.parentElement))].map((list) => scenes.filter((scene) => scene.parentElement === list));

export function seek(seconds) {
  video.currentTime = Math.max(0, Math.min(seconds, video.duration || seconds));
}

const PLAYED = video && `desk.played.${video.getAttribute("src")}`;
const before = () => { try { return JSON.parse(sessionStorage.getItem(PLAYED)) ?? []; } catch { return []; } };
const earlier = video ? before() : [];

/** Ranges of the master that were really played in this window, also before this page was loaded. */
export function played() {
  const now = Array.from({ length: video.played.length }, (_, n) => [video.played.start(n), video.played.end(n)]);
  const found = [];
  for (const [start, end] of [...earlier, ...now].sort((a, b) => a[0] - b[0])) {
    const last = found.at(-1);
    if (last && start <= last[1] + 0.25) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** Return how much of the master was played in this window, 0 to 1. */
export function playedShare() {
  const seconds = played().reduce((sum, [start, end]) => sum + end - start, 0);
  return video.duration ? Math.min(1, seconds / video.duration) : 0;
}

function moved() {
  const now = video.currentTime;
  show("time", length(now));
  show("played", `${Math.round(playedShare() * 100)} %`);
  const bar = one("#seek");
  if (bar && document.activeElement !== bar) bar.value = now;
  for (const list of lists) {
    const here = list.filter((scene) => Number(scene.dataset.at) <= now + 0.05).at(-1);
    for (const scene of list) {
      if (scene === here) scene.setAttribute("aria-current", "true");
      else scene.removeAttribute("aria-current");
    }
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
  addEventListener("pagehide", () => sessionStorage.setItem(PLAYED, JSON.stringify(played().slice(-500))));
  for (const link of all("[data-seek]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      seek(Number(link.dataset.seek));
      video.scrollIntoView({ block: "nearest" });
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
