// Moving a meeting: dragged with the mouse (by touch: diary_touching.js), its end drawn longer or shorter, Alt and an arrow on the
// keyboard. What stands against it is shown before anything is saved; a refusal puts it back.
import htmx from "htmx.org";
import { find, make, on } from "./dom.js";
import { columnAt, dayAfter, dayOf, diary, isRtl, later, moment, put, scroller, shownTimes, stepAt, stepOf, stepsBetween } from "./diary_place.js";
import { open } from "./drawer.js";
import { text } from "./texts.js";
import { toast } from "./toasts.js";

const FAR = 5;
const LEAST = 3;
let held = null;
export let moving = null;
/** the meeting that gets the focus back when the diary has come anew */
export const moved = { id: "" };

const timesOf = (row) => ({ starts_at: row.dataset.start, ends_at: row.dataset.end });

async function send(row, given, putBack) {
  const token = JSON.parse(document.body.getAttribute("hx-headers"));
  const url = diary().dataset.moveUrl.replace("{id}", row.dataset.id);
  row.setAttribute("aria-busy", "true");
  const body = new URLSearchParams(given);
  const answer = await fetch(url, { method: "POST", headers: { ...token, "HX-Request": "true" }, body }).catch(() => null);
  row.removeAttribute("aria-busy");
  if (answer?.status !== 204) putBack();
  if (answer?.status === 409) return open(answer.headers.get("X-Sheet"));
  const facts = answer?.headers.get("HX-Trigger");
  if (!facts) return toast({ message: text(answer ? "failed" : "offline"), level: "error" });
  moved.id = row.dataset.id;
  for (const [name, detail] of Object.entries(JSON.parse(facts))) htmx.trigger(document.body, name, detail === true ? {} : detail);
}

/** Holds it, to be moved from now on; whether it can be. */
export function grab(event, row, isEnd) {
  const column = row.closest("[data-column]");
  if (!("change" in row.dataset) || event.button !== 0 || event.target.closest("button, .menu") || !column) return false;
  const isWhole = "whole" in column.dataset || !row.closest(".diary-events");
  held = {
    row, column, from: column, isWhole, isEnd, isTouch: event.pointerType !== "mouse", x: event.clientX, y: event.clientY,
    into: row.offsetParent ? event.clientY - row.getBoundingClientRect().top : 0,
    count: Math.max(stepsBetween(row.dataset.start, row.dataset.end), 1), home: row.parentElement, next: row.nextSibling,
    style: row.getAttribute("class"),
  };
  return true;
}

export function begin() {
  moving = held;
  moving.row.classList.add("is-moving");
  document.documentElement.classList.add("is-dragging");
}

function putBack({ row, home, next, style }) {
  row.setAttribute("class", style);
  row.style.removeProperty("--from");
  row.style.removeProperty("--for");
  if (row.parentElement !== home) home.insertBefore(row, next?.parentElement === home ? next : null);
  const time = find(".event-time", row);
  if (time?.was) time.replaceChildren(...time.was);
}

function show(first, count) {
  const { row } = moving;
  put(row, first, count);
  const time = find(".event-time", row);
  if (!time) return;
  time.was ??= [...time.childNodes];
  const [start, end] = shownTimes(first, count).split("–");
  time.replaceChildren(start, make("span", { textContent: `–${end}` }));
}

function follow(event) {
  const { row, isWhole, isEnd } = moving;
  const column = columnAt(event.clientX, event.clientY) ?? moving.column;
  if (isEnd) {
    const first = stepOf(row.dataset.start);
    moving.count = Math.max(stepAt(moving.from, event.clientY) + 3 - first, LEAST);
    return show(first, moving.count);
  }
  if (column !== moving.column) {
    moving.column = column;
    const list = isWhole ? find("ul", column) : find(".diary-events", column);
    (list ?? column.appendChild(Object.assign(document.createElement("ul"), { className: isWhole ? "" : "diary-events" }))).append(row);
  }
  if (!isWhole) {
    moving.first = stepAt(column, event.clientY - moving.into);
    show(moving.first, Math.max(moving.count, LEAST));
  }
  scrollAlong(event.clientY);
}

/** At the edge that it goes to; where it was taken up near an edge nothing runs away. */
function scrollAlong(y) {
  const box = scroller()?.getBoundingClientRect();
  const top = find(".diary-top", scroller() ?? document)?.getBoundingClientRect().bottom;
  const way = Math.sign(y - (moving.last ?? moving.y));
  moving.last = y;
  if (box && way > 0 && y > box.bottom - 40) scroller().scrollBy(0, 12);
  if (top && way < 0 && y < top + 24) scroller().scrollBy(0, -12);
}

function drop() {
  const { row, column, from, isEnd, isWhole, first, count } = moving;
  const state = moving;
  const { starts_at: start, ends_at: end } = timesOf(row);
  const given = {};
  if (isEnd) Object.assign(given, { starts_at: start, ends_at: later(start, count) });
  else {
    const day = column.dataset.day === from.dataset.day ? dayOf(start) : column.dataset.day;
    const begins = isWhole || first === undefined ? moment(day, stepOf(start)) : moment(day, first);
    Object.assign(given, { starts_at: begins, ends_at: later(begins, stepsBetween(start, end)) });
  }
  if (column.dataset.staff && from.dataset.staff && column !== from) Object.assign(given, { from_staff: from.dataset.staff, to_staff: column.dataset.staff });
  if (column.dataset.resource && column !== from) given.resource = column.dataset.resource;
  if (given.starts_at === start && given.ends_at === end && column === from) return putBack(state);
  send(row, given, () => putBack(state));
}

/** The click that ends a drag opens nothing. */
export function swallowClick() {
  const swallow = (click) => {
    click.preventDefault();
    click.stopImmediatePropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
}

export function finish(isCancelled) {
  const was = moving;
  if (was) {
    was.row.classList.remove("is-moving");
    document.documentElement.classList.remove("is-dragging");
    if (isCancelled) putBack(was);
    else drop();
  }
  held = moving = null;
}

on("pointerdown", ".event", (event, row) => {
  if (event.pointerType === "mouse") grab(event, row, Boolean(event.target.closest("[data-grip]")));
});
document.addEventListener("pointermove", (event) => {
  if (!held) return;
  held.isFar ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR;
  if (!moving && !held.isTouch && held.isFar) begin();
  if (moving?.isFar) follow(event);
});
document.addEventListener("pointerup", () => {
  if (moving) swallowClick();
  finish(!moving?.isFar);
});
document.addEventListener("pointercancel", () => finish(true));
document.addEventListener("dragstart", (event) => event.target.closest?.(".event") && event.preventDefault());

/** Alt with an arrow: up and down by a quarter of an hour, to the sides by a day; with Shift the end alone. */
export function nudge(event, row) {
  const { starts_at: start, ends_at: end } = timesOf(row);
  const side = { ArrowLeft: isRtl() ? 1 : -1, ArrowRight: isRtl() ? -1 : 1 }[event.code];
  const steps = { ArrowUp: -3, ArrowDown: 3 }[event.code];
  if (side === undefined && steps === undefined) return false;
  const shift = (moment_) => (side === undefined ? later(moment_, steps) : `${dayAfter(dayOf(moment_), side)}${moment_.slice(10)}`);
  const given = event.shiftKey ? { starts_at: start, ends_at: shift(end) } : { starts_at: shift(start), ends_at: shift(end) };
  if (given.ends_at > given.starts_at) send(row, given, () => {});
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.code === "Escape" && moving) return finish(true);
  const row = event.target.closest?.(".event[data-change]");
  if (row && event.altKey && !event.ctrlKey && nudge(event, row)) event.preventDefault();
});
