// Reminders come up on whatever page is open: asked for when what is due has changed, spoken once, in a line of their own
// under the top bar. Those missed before this sign-in wait behind a count beside the bell until one asks for them.
import htmx from "htmx.org";
import { all, find } from "./dom.js";
import { text } from "./texts.js";

const region = find("#reminders");
const missed = find("#missed");
const home = region?.parentElement;
const spoken = find("#spoken");
const told = new Set();
let shown = "";
let wasOpen = false;

/** Beside the open drawer the page is dead; the reminders move to its top, and back. */
function place() {
  const drawer = find("#drawer:modal");
  if (region.parentElement === (drawer ?? home)) return;
  if (drawer) drawer.prepend(region);
  else home.append(region);
}

function speak(inside) {
  const fresh = all("[data-reminder]", inside).filter((card) => !told.has(card.dataset.reminder + card.textContent));
  for (const card of fresh) told.add(card.dataset.reminder + card.textContent);
  if (fresh.length) spoken.textContent = fresh.map((card) => text("reminder", { label: card.dataset.label })).join(". ");
}

const panel = () => find("details.reminder-missed", missed);
function shut({ refocus = false } = {}) {
  panel().open = false;
  if (refocus) find("summary", missed).focus();
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
    speak(region);
  });
  missed.addEventListener("htmx:beforeSwap", ({ target }) => target === missed && (wasOpen = Boolean(panel()?.open)));
  missed.addEventListener("htmx:afterSwap", ({ target }) => {
    if (target === missed && panel()) panel().open = wasOpen;
    speak(missed);
  });
  document.addEventListener("click", ({ target }) => panel()?.open && !missed.contains(target) && shut());
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Escape" || !panel()?.open) return;
    event.preventDefault();
    shut({ refocus: missed.contains(document.activeElement) });
  });
  document.addEventListener("toggle", ({ target }) => target.matches?.("dialog") && place(), true);
  document.addEventListener("close", place, true);
}
