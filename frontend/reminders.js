// Reminders come up on whatever page is open: asked for when what is due has changed, spoken once, above open dialogs.
import htmx from "htmx.org";
import { all, find } from "./dom.js";
import { text } from "./texts.js";

const region = find("#reminders");
const spoken = find("#spoken");
const told = new Set();
let shown = "";

/** Beside an open dialog the page is dead; the reminders move into it, and back. */
function place() {
  const home = all("dialog:modal").at(-1) ?? document.body;
  if (region.parentElement !== home) home.append(region);
}

function speak() {
  const fresh = all("[data-reminder]", region).filter((card) => !told.has(card.dataset.reminder + card.textContent));
  for (const card of fresh) told.add(card.dataset.reminder + card.textContent);
  if (fresh.length) spoken.textContent = fresh.map((card) => text("reminder", { label: card.dataset.label })).join(". ");
}

if (region) {
  document.addEventListener("kesher:beat", ({ detail }) => {
    const due = detail.due.join(",");
    if (due === shown) return;
    shown = due;
    htmx.trigger(document.body, "reminders-changed", { unattended: true });
  });
  region.addEventListener("htmx:afterSwap", () => {
    place();
    speak();
  });
  document.addEventListener("toggle", ({ target }) => target.matches?.("dialog") && place(), true);
  document.addEventListener("close", place, true);
}
