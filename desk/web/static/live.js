// Live: what the factory's events do to an open page.

import { all, isWrittenOn, one } from "./page.js";

const live = one("#live");
const clock = () => new Date().toLocaleTimeString([], { hour12: false });
document.addEventListener("hello", () => { if (live) live.textContent = "Live"; });
document.addEventListener("news", () => { if (live) live.textContent = `Live. Last event ${clock()}`; });
const silent = () => { if (live) live.textContent = "The factory does not answer; trying again"; };
document.addEventListener("htmx:sse:error", silent);
// What failed there is not shown in the place of what it was asked for (`noSwap` in desk.html).
document.addEventListener("htmx:response:error", (event) => {
  if (event.detail?.ctx?.response?.raw?.status >= 500) silent();
});

/** Whether htmx asks for something by itself, as events came or time went by, and not as somebody wished it. */
const byItself = (ctx) => ["news", "every"].some((word) => ctx?.sourceElement?.getAttribute?.("hx-trigger")?.includes(word));

// What is not shown anew as somebody writes there is asked for again, by itself, when they have ended (`held` in `hx-trigger`).
const held = new Map();
function again(part) {
  held.delete(part);
  if (part.isConnected) part.dispatchEvent(new CustomEvent("held"));
}
for (const moment of ["htmx:before:request", "htmx:before:swap"]) {
  document.addEventListener(moment, (event) => {
    const { ctx } = event.detail ?? {};
    const part = ctx?.target;
    if (!part?.isConnected || !byItself(ctx) || !isWrittenOn(part)) return;
    event.preventDefault();
    clearTimeout(held.get(ctx.sourceElement));
    held.set(ctx.sourceElement, setTimeout(again, 3000, ctx.sourceElement));
  });
}

/** Whether somebody writes on this page, or watches: it is then not taken from under them. */
function busy() {
  return isWrittenOn(one("main")) || all("video").some((film) => !film.paused);
}

/** A video of which something else is to be shown than when this page was made: the page is loaded again. */
function watchVideo() {
  const progress = one("#progress");
  if (!progress) return;
  const shown = progress.dataset.shown;
  const reload = () => (busy() ? setTimeout(reload, 2000) : location.reload());
  const watching = new MutationObserver(() => {
    const now = one("#progress")?.dataset.shown;
    if (!now || now === shown) return;
    watching.disconnect();
    reload();
  });
  watching.observe(one("main"), { childList: true });
}
watchVideo();
