// Copying: a button that takes the words of a field along; where the browser does not let it, they stand chosen.

import { all, one } from "./page.js";

async function taken(field) {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}

for (const button of all("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = one(`#${button.dataset.copy}`);
    const name = one(`label[for="${field.id}"]`).textContent;
    const copied = await taken(field);
    if (copied) button.focus();
    one("#copied").textContent = copied ? `${name} copied.` : `${name}: chosen, not copied; press Ctrl+C or ⌘C.`;
  });
}
