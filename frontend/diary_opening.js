// Opening and adding: a click opens a meeting, a double click opens it for changing; on an empty place a double click, a drawn
// stretch, Enter or a long press adds one. A long press on a meeting that cannot be moved (diary_touching.js) opens its menu.
import { find, isPlainClick, on } from "./dom.js";
import { columnAt, diary, moment, put, shownTimes, stepAt } from "./diary_place.js";
import { make } from "./dom.js";
import { open } from "./drawer.js";

const PRESS = 500;
let timer = 0;
let press = 0;
let drawn = null;

export function add(column, step, until) {
  const { addUrl } = diary().dataset;
  if (!addUrl || !column) return;
  const { day, staff, resource } = column.dataset;
  const given = new URLSearchParams();
  given.set("at", "whole" in column.dataset ? day : moment(day, step));
  if (until) given.set("until", moment(day, until));
  if (staff) given.set("staff", staff);
  if (resource) given.set("resource", resource);
  open(`${addUrl}?${given}`);
}

const isEmpty = (target) => target.closest?.("[data-column]") && !target.closest(".event, a, button");

on("click", ".event [data-event]", (event, link) => {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  clearTimeout(timer);
  if (event.detail < 2) timer = setTimeout(() => open(link.href), event.detail === 0 || event.pointerType === "touch" ? 0 : 240);
});
on("dblclick", ".event", (event, row) => {
  clearTimeout(timer);
  const link = find("[data-event]", row);
  if (link) open("change" in row.dataset ? `${link.href}change/` : link.href);
});
document.addEventListener("dblclick", ({ target, clientX, clientY }) => {
  if (!isEmpty(target)) return;
  const column = columnAt(clientX, clientY);
  if (column) add(column, stepAt(column, clientY, 6));
});

// Drawing a stretch with the mouse.
document.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button !== 0 || !isEmpty(event.target) || !diary()?.dataset.addUrl) return;
  const column = columnAt(event.clientX, event.clientY);
  if (!column || "whole" in column.dataset) return;
  drawn = { column, from: stepAt(column, event.clientY), y: event.clientY, ghost: null };
});
document.addEventListener("pointermove", (event) => {
  if (!drawn || Math.abs(event.clientY - drawn.y) < 8) return;
  drawn.ghost ??= drawn.column.appendChild(make("div", { className: "event ghost" }));
  const here = stepAt(drawn.column, event.clientY);
  const first = Math.min(drawn.from, here);
  const count = Math.abs(here - drawn.from) + 3;
  put(drawn.ghost, first, count);
  drawn.ghost.textContent = shownTimes(first, count);
  drawn.span = [first, first + count];
});
document.addEventListener("pointerup", () => {
  if (drawn?.span) add(drawn.column, ...drawn.span);
  drawn?.ghost?.remove();
  drawn = null;
});

// A long press, where the browser does not make a right click of it.
document.addEventListener("pointerdown", ({ pointerType, target, clientX, clientY }) => {
  clearTimeout(press);
  if (pointerType !== "touch" || !diary()?.contains(target)) return;
  press = setTimeout(() => {
    if (target.closest("[data-column] .event[data-change]")) return;
    const row = target.closest(".event, .agenda-row");
    const given = { bubbles: true, cancelable: true, button: 2, clientX, clientY };
    if (row) target.dispatchEvent(new MouseEvent("contextmenu", given));
    else if (isEmpty(target)) {
      const column = columnAt(clientX, clientY);
      if (column) add(column, stepAt(column, clientY, 6));
    }
  }, PRESS);
});
for (const type of ["pointerup", "pointercancel", "pointermove", "scroll"]) {
  document.addEventListener(type, (event) => {
    if (type !== "pointermove" || Math.hypot(event.movementX, event.movementY) > 3) clearTimeout(press);
  }, true);
}
