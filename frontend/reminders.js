// Reminders come up on whatever page is open: asked for when what is due has changed, spoken once, above open dialogs.
import htmx from "htmx.org";
import { all, find } from "./dom.js";
import { text } from "./texts.js";

const region = find("#reminders");
const spoken = find("#spoken");
const told = new Set();
const narrow = matchMedia("(max-width: 767.98px)");
let shown = "";

/** Beside the open drawer the page is dead; the reminders move into it, and back. A question lies above them. */
function place() {
  const home = find("#drawer:modal") ?? document.body;
  if (region.parentElement !== home) home.append(region);
  region.classList.toggle("is-aside", home !== document.body || narrow.matches);
}

/** Where there is no room for them, only their first line stands there until it is pressed. */
function fold() {
  for (const missed of all("details", region)) if (region.classList.contains("is-aside")) missed.open = false;
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
    fold();
    speak();
  });
  document.addEventListener("toggle", ({ target }) => target.matches?.("dialog") && place(), true);
  document.addEventListener("close", place, true);
}
