// Live: what the factory's events do to an open page.

import { all, one } from "./page.js";

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
document.addEventListener("htmx:before:request", (event) => {
  // A page that somebody is writing on is not shown anew under their hands.
  const source = event.detail?.ctx?.sourceElement ?? event.target;
  const chosen = all("input[data-state]:checked").length > 0;
  if (source?.matches?.("main") && (typing() || chosen)) event.preventDefault();
});

function typing() {
  return document.activeElement?.matches?.("textarea, input:not([type=range])");
}

/** Whether somebody writes on this page, or watches: it is then not taken from under them. */
function busy() {
  return typing() || one("details[data-editing][open]") || all("video").some((film) => !film.paused);
}

/** A video of which something else is to be shown than when this page was made: the page is loaded again. */
function watchVideo() {
  const progress = one("#progress");
  if (!progress) return;
  const shown = progress.dataset.shown;
  const again = () => (busy() ? setTimeout(again, 2000) : location.reload());
  const watching = new MutationObserver(() => {
    const now = one("#progress")?.dataset.shown;
    if (!now || now === shown) return;
    watching.disconnect();
    again();
  });
  watching.observe(one("main"), { childList: true });
}
watchVideo();
