// What the diary shows keeps up: the line of now, where it was scrolled to, what comes anew, the side on small screens.
import htmx from "htmx.org";
import { find, on } from "./dom.js";
import { cursor } from "./diary_keys.js";
import { moved, moving } from "./diary_moving.js";
import { diary, put, scroller, STEPS } from "./diary_place.js";

const WAIT = 2000;
let kept = null;
let hasSide = false;

/** Half a line above the first hour, so that its label is whole. */
const topOf = (box, body) => (body.offsetHeight * Number(box.dataset.first)) / STEPS - 12;

function toFirst() {
  const box = scroller();
  const body = box && find(".diary-body", box);
  if (!body) return;
  box.scrollTop = kept?.top ?? topOf(box, body);
  const today = find(".diary-column.is-today", box) ?? find(".diary-column", box);
  if (kept) box.scrollLeft = kept.left;
  else if (box.scrollWidth > box.clientWidth) today.scrollIntoView({ inline: "center", block: "nearest" });
  if (!kept) box.scrollTop = topOf(box, body);
}

function line() {
  const mark = find("[data-now-line]");
  const now = new Date();
  if (mark && diary().dataset.loaded) put(mark, Number(diary().dataset.now) + Math.floor((now - Number(diary().dataset.loaded)) / 300_000));
}

function began() {
  if (!diary()) return;
  diary().dataset.loaded = Date.now();
  diary().classList.toggle("has-side", hasSide);
  toFirst();
  cursor();
  if (moved.id) find(`[data-id="${moved.id}"] [data-event]`)?.focus({ preventScroll: true });
  moved.id = "";
}

/** What comes while something is dragged or a menu is open waits until that is over. */
const isHeld = () => Boolean(moving || find(".event .menu:popover-open, .agenda-row .menu:popover-open"));

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target === diary() && isHeld()) {
    detail.shouldSwap = false;
    setTimeout(() => htmx.trigger(document.body, "meetings-changed"), WAIT);
  }
  const box = scroller();
  kept = box && detail.target === diary() ? { top: box.scrollTop, left: box.scrollLeft, view: diary().className } : null;
});
document.addEventListener("htmx:afterSwap", () => {
  if (!diary() || diary().dataset.loaded) return;
  if (kept && kept.view.split(" ")[1] !== diary().classList[1]) kept = null;
  began();
});
on("click", "[data-diary-side]", (_event, button) => {
  hasSide = !hasSide;
  diary().classList.toggle("has-side", hasSide);
  button.setAttribute("aria-expanded", String(hasSide));
});
setInterval(line, 60_000);
began();
