// Decisions on their way: each can be taken back for a while, and counts as made only when the
// factory has said so. They outlive the change of page; one that was not taken is shown until it is.

import { actions, all, go, here, made, one, refusal, stays } from "./page.js";

const GRACE_SECONDS = 10;
const WAITING = "desk.decisions";
const DECIDED = "desk.decided";
const WORDS = { approved: "Approved", rejected: "Rejected", changes: "Changes asked for", held: "Held" };
const LONGEST_ANSWER = 400;

function kept(key) {
  try { return JSON.parse(sessionStorage.getItem(key)) ?? []; } catch { return []; }
}

function keep(decisions) { sessionStorage.setItem(WAITING, JSON.stringify(decisions)); }

function change(found, facts) {
  keep(kept(WAITING).map((one) => (one.id === found.id ? { ...one, ...facts } : one)));
}

function drop(found) { keep(kept(WAITING).filter((one) => one.id !== found.id)); }

/** Addresses of videos that are decided, or about to be: they are not offered again. */
export function gone() { return [...underway(), ...kept(DECIDED)]; }

/** Addresses of videos whose decision is on its way. */
export function underway() {
  return kept(WAITING).filter((one) => !one.wrong).map((one) => one.here);
}

/** Hold a decision back for its grace; what waited before it counts at once. */
export function decide(facts) {
  const before = kept(WAITING).filter((one) => one.here !== facts.here);
  const now = { ...facts, id: `${Date.now()} ${Math.random()}`, until: Date.now() + GRACE_SECONDS * 1000 };
  keep([...before.map((one) => (one.wrong ? one : { ...one, until: 0 })), now]);
}

/** Send a decision; what is not taken stays, with the reason. */
async function send(found) {
  change(found, { sending: Date.now() });
  let wrong = "";
  try {
    const answer = await fetch(found.address, {
      method: "POST",
      body: new URLSearchParams(found.fields),
      headers: { Accept: "application/problem+json" },
      redirect: "manual",
      keepalive: true,
    });
    if (answer.type !== "opaqueredirect" && !answer.ok) {
      wrong = (await refusal(answer)).slice(0, LONGEST_ANSWER);
    }
  } catch {
    // Cut off by the change of page and not by the factory: the next page sends it again.
    if (leaving) return;
    wrong = "The factory did not answer.";
  }
  if (wrong) {
    change(found, { wrong, sending: 0 });
  } else {
    drop(found);
    // For one outlet alone: the others are still to decide.
    if (!found.fields.outlet) sessionStorage.setItem(DECIDED, JSON.stringify([found.here, ...kept(DECIDED)].slice(0, 50)));
    if (here() === found.here) { go("/review"); return; }
  }
  countDown();
}

let leaving = false;
let counting = 0;
let drawn = "";

/** Show what waits, and send what has waited long enough. */
export function countDown() {
  clearTimeout(counting);
  const found = kept(WAITING);
  const bar = one("#undo");
  // Drawn anew only on a change: whoever listens is not told of every second.
  const shape = JSON.stringify(found.map((one) => [one.id, one.wrong, one.sending]));
  if (shape !== drawn) bar?.replaceChildren(...found.map(line));
  drawn = shape;
  bar?.toggleAttribute("hidden", !found.length);
  // What is decided already is not decided again while it can still be taken back.
  one("#decide")?.toggleAttribute("inert", found.some((other) => !other.wrong && other.here === here()));
  for (const place of all("[data-until]")) {
    place.textContent = ` in ${Math.max(0, Math.ceil((place.dataset.until - Date.now()) / 1000))} s`;
  }
  const due = found.find((one) => !one.wrong && !one.sending && one.until <= Date.now());
  if (due) { send(due); return; }
  if (found.some((one) => !one.wrong && !one.sending)) counting = setTimeout(countDown, 500);
}

function line(found) {
  const word = WORDS[found.fields.decision];
  const button = (words, act) => made("button", words, { type: "button", className: "btn", onclick: act });
  const item = made("p");
  if (found.wrong) {
    item.className = "wrong";
    item.append(made("span", `${found.title} is not decided yet: ${found.wrong} `));
    item.append(button("Send it again", () => { change(found, { wrong: "", until: 0 }); countDown(); }));
    item.append(button("Leave it undecided", () => takeBack(found)));
  } else if (found.sending) {
    item.append(made("span", `${word}: ${found.title}. Being recorded.`));
  } else {
    const left = made("span", "", { ariaHidden: "true" });
    left.dataset.until = found.until;
    item.append(made("span", `${word}: ${found.title}. Counts`, {}, left, "."));
    item.append(button("Undo ", () => takeBack(found)));
    item.lastChild.append(made("kbd", "Z"));
  }
  return item;
}

function takeBack(found) {
  drop(found);
  if (here() !== found.here) go(found.here); else countDown();
}

actions.undo = () => {
  const found = kept(WAITING).findLast((one) => !one.sending);
  if (found) takeBack(found);
};

// What was being sent when its page went away is sent again: the same decision twice is one.
keep(kept(WAITING).map((one) => ({ ...one, sending: 0 })));
countDown();
// What begins to leave and stays, as with a file to keep, is told of again.
addEventListener("beforeunload", () => { leaving = true; setTimeout(() => { leaving = false; }, 5000); });
addEventListener("pageshow", () => { leaving = false; });
// A window that is closed lets its decisions count at once: nothing is lost with it.
addEventListener("pagehide", () => {
  if (!stays()) for (const found of kept(WAITING)) if (!found.wrong && !found.sending) send(found);
});
