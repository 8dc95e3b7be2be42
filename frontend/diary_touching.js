// Moving a meeting by touch: a long press takes it up, and the finger carries it while the page stands still. Let go where it was
// it is selected: its end can be drawn, and its menu opens. A short tap opens it, a swipe scrolls, as anywhere.
import { all, find, on } from "./dom.js";
import { begin, finish, grab, moving } from "./diary_moving.js";

const PRESS = 400;
const SLIP = 10;
let timer = 0;
let pressed = null;

const selected = () => find(".event.is-selected");
const isTouch = (event) => event.pointerType !== "mouse";

function press(event, row) {
  const isEnd = row === selected() && Boolean(event.target.closest("[data-grip]"));
  if (!isTouch(event) || !grab(event, row, isEnd)) return;
  pressed = { row, x: event.clientX, y: event.clientY };
  if (isEnd) return begin();
  timer = setTimeout(() => {
    begin();
    navigator.vibrate?.(10);
  }, PRESS);
}

function letGo() {
  clearTimeout(timer);
  pressed = null;
}

function select({ row, x, y }) {
  for (const one of all(".event.is-selected")) one.classList.remove("is-selected");
  row.classList.add("is-selected");
  row.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true, button: 2, clientX: x, clientY: y }));
}

on("pointerdown", ".event", press);
document.addEventListener("pointerdown", (event) => {
  const row = selected();
  if (row && !row.contains(event.target) && !find(".menu:popover-open", row)) row.classList.remove("is-selected");
}, true);
document.addEventListener("pointermove", ({ clientX, clientY }) => {
  if (!pressed || moving || Math.hypot(clientX - pressed.x, clientY - pressed.y) <= SLIP) return;
  letGo();
  finish(true);
});
document.addEventListener("pointerup", () => {
  const was = pressed;
  const isStill = moving && !moving.isFar && !moving.isEnd;
  letGo();
  if (was && isStill) setTimeout(() => select(was));
}, true);
document.addEventListener("pointercancel", letGo);
// The browser asks before it scrolls: no, while a meeting is carried; nor does its own long press do anything then.
document.addEventListener("touchmove", (event) => moving?.isTouch && event.cancelable && event.preventDefault(), { passive: false });
document.addEventListener("contextmenu", (event) => {
  if (!pressed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
