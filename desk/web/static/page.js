// What every part of the desk's script uses: finding elements, saying lengths, leaving a page.

export const one = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** What keys and buttons do, by name; each part of the desk adds its own. */
export const actions = {};

/** Return seconds as 0:50, 16:42 or 1:15:00. */
export function length(seconds) {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export function show(name, words) {
  for (const place of all(`[data-show="${name}"]`)) place.textContent = words;
}

/** Make an element with its words and whatever stands in it; words are never read as markup. */
export function made(name, words = "", facts = {}, ...within) {
  const element = Object.assign(document.createElement(name), facts);
  if (words) element.textContent = words;
  element.append(...within);
  return element;
}

const TYPED = "textarea:not([readonly]), select, input:not([readonly], [type=range], [type=checkbox], [type=radio])";

/** Whether somebody has changed a field since the page had it; a bar that one slides is none. */
function isChanged(field) {
  if (field.matches("[type=hidden], [type=range]")) return false;
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return field.selectedIndex !== Math.max(0, [...field.options].findLastIndex((option) => option.defaultSelected));
  return field.value !== field.defaultValue;
}

/** Whether somebody writes within a part of the page, fields apart that `but` chooses: nothing there is then replaced under their hands. */
export function isWrittenOn(part, but = ":not(*)") {
  const here = document.activeElement;
  if (here?.matches(TYPED) && !here.matches(but) && part.contains(here)) return true;
  return Boolean(one("details[data-editing][open]", part)) || all("input, textarea, select", part).some((field) => !field.matches(but) && isChanged(field));
}

/** The address of this page; the video under review has one of its own, however it was come by. */
export function here() {
  const review = one("[data-review]");
  return review ? `/review/${review.dataset.review}` : location.pathname;
}

/** Return why the factory refused, in words; it answers programs with a problem whose `detail` says so. */
export async function refusal(answer) {
  const text = await answer.text();
  if (!answer.headers.get("content-type")?.includes("json")) return text || `The factory answered ${answer.status}.`;
  return JSON.parse(text).detail;
}

let staying = false;

/** Whether this window goes on to another page of the desk, rather than being closed. */
export const stays = () => staying;

export function go(address) {
  staying = true;
  location.assign(address);
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("a[href^='/']")) staying = true;
}, { capture: true });
addEventListener("submit", (event) => { if (!event.defaultPrevented) staying = true; });
