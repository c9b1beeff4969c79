// Editing in place: how much room is left in a field, and a file of one's own on its way.

import { all, go, isWrittenOn, made, one, refusal } from "./page.js";

const LARGEST_BYTES = 5_500_000;
const LONGEST_SIDE = 2880;

const bytes = (text) => new TextEncoder().encode(text).length;
const characters = (text) => [...text].length;

/** Count tags as YouTube does: commas between them count, a tag with a space counts two more. */
function tagLength(text) {
  const tags = text.split(",").map((tag) => tag.trim()).filter(Boolean);
  const quotes = tags.filter((tag) => tag.includes(" ")).length * 2;
  return tags.reduce((sum, tag) => sum + characters(tag), 0) + quotes + Math.max(0, tags.length - 1);
}

const COUNTS = { characters, bytes, tags: tagLength };

function weigh(field) {
  const input = one("input, textarea", field);
  const most = Number(field.dataset.most);
  const text = input.value.replaceAll("\r\n", "\n").trim();
  const found = COUNTS[field.dataset.unit](text);
  const also = field.dataset.unit === "bytes" ? ` (${characters(text).toLocaleString("en")} characters)` : "";
  const unit = field.dataset.unit === "bytes" ? "bytes" : "characters";
  one(".num", field).textContent = `${found.toLocaleString("en")} of ${most.toLocaleString("en")} ${unit}${also}`;
  one("progress", field).value = Math.min(found, most);
  field.classList.toggle("wrong", found > most);
  input.setCustomValidity(found > most ? `${found - most} ${unit} too many` : "");
}

for (const field of all("[data-most]")) {
  weigh(field);
  one("input, textarea", field).addEventListener("input", () => weigh(field));
  field.closest("form")?.addEventListener("reset", () => setTimeout(() => weigh(field)));
}

/** Return the file, or a picture that is too large for one request made smaller. */
async function fitting(file) {
  if (file.size <= LARGEST_BYTES || !file.type.startsWith("image/") || file.type === "image/gif") return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const smaller = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  return new File([smaller], `${file.name.replace(/\.[^.]*$/, "")}.jpg`, { type: "image/jpeg" });
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function give(form) {
  const say = one("[data-say]", form);
  const button = one("button", form);
  const chosen = one("input[type=file]", form).files[0];
  button.disabled = true;
  say.textContent = "On its way.";
  try {
    const file = await fitting(chosen);
    if (file.size > LARGEST_BYTES) throw new Error(`${file.name} has ${file.size.toLocaleString("en")} bytes; at most ${LARGEST_BYTES.toLocaleString("en")} are taken here. A larger one goes into the channel's own folder.`);
    const fields = new URLSearchParams(new FormData(form));
    fields.set("name", file.name);
    fields.set("data", await base64(file));
    const answer = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/problem+json" }, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.ok) { go(location.pathname); return; }
    throw new Error(await refusal(answer));
  } catch (error) {
    say.textContent = error instanceof TypeError ? "The factory did not answer; the file is not there." : error.message;
    button.disabled = false;
  }
}

/** Note in the form which of its sections are open, so that the one that is shown anew has them open. */
function noteOpen(section) {
  const name = `open.${section.dataset.section}`;
  for (const noted of all("input", one("#edit"))) if (noted.name === name) noted.remove();
  if (section.open) one("#edit").append(Object.assign(document.createElement("input"), { type: "hidden", name, value: "on" }));
}

for (const section of all("#fields details[open]")) noteOpen(section);
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("#fields details")) noteOpen(event.target);
}, { capture: true });

/** Whether what stands in the form may give way to something else: where anything does, somebody says so. */
function mayReplace(by) {
  const stands = all("input[type=text], textarea", one("#make")).some((field) => field.value.trim());
  if (!stands && !isWrittenOn(one("#make"), "[type=file]")) return true;
  return confirm(`The title, the words and all else that stands here give way to those of ${by}. Replace them?`);
}

for (const input of all("[data-brief-file]")) {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    if (!mayReplace(file.name)) { input.value = ""; return; }
    const said = [...new FormData(one("#make")), ["given.name", file.name], ["given.data", await base64(file.slice(0, LARGEST_BYTES))]];
    input.form.replaceChildren(...said.map(([name, value]) => made("input", "", { type: "hidden", name, value })));
    input.form.requestSubmit();
  });
}

for (const link of all("[data-replaces]")) {
  link.addEventListener("click", (event) => { if (!mayReplace(link.dataset.replaces)) event.preventDefault(); });
}

document.addEventListener("submit", (event) => {
  if (event.target.matches?.("[data-give]")) { event.preventDefault(); give(event.target); }
});
