// The latest answer: of requests that wait in one queue (`hx-sync`) only the last one's is shown, and none in the place of what somebody has typed since.

import { one } from "./page.js";

const newest = new WeakMap();
const sent = new WeakMap();

/** The element whose queue a request waits in; none: its own, one after the other. */
function queueOf(element) {
  const sync = element.getAttribute?.("hx-sync");
  if (!sync) return null;
  const selector = sync.slice(0, sync.lastIndexOf(":"));
  return selector === "this" ? element : one(selector);
}

/** What a channel's form and file say now, whichever of their sections are open. */
function typed(form) {
  return JSON.stringify([...new FormData(form)].filter(([name]) => name === "text" || name.startsWith("f.")));
}

// htmx 4.0.0-beta6 forgets which request is under way when an earlier one is given up: it gives up only every second.
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  const queue = queueOf(ctx.sourceElement);
  if (!queue) return;
  newest.get(queue)?.request.abort();
  newest.set(queue, ctx);
  if (queue.matches("#edit")) sent.set(ctx, typed(queue));
});

// The later change asks anew by itself, with all that was typed. What a page asks as it is loaded may begin before this script listens.
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const queue = queueOf(ctx.sourceElement);
  if (!queue) return;
  const changed = sent.has(ctx) && sent.get(ctx) !== typed(queue);
  if ((newest.get(queue) ?? ctx) !== ctx || changed) event.preventDefault();
});
