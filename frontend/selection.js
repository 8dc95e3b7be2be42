// Selecting rows: Space, a click on the box, Shift for a range; then the bulk bar appears.
import { all, find, isTyping, on } from "./dom.js";
import { open } from "./drawer.js";
import { text } from "./texts.js";

let last = null;
const boxOf = (row) => row && find("[data-select]", row);
const boxes = () => all("[data-select]");

function pick(box, isPicked) {
  if (!box) return;
  box.checked = isPicked;
  box.closest("[data-row]")?.classList.toggle("is-picked", isPicked);
}

function pickRange(from, to, isPicked) {
  const list = boxes();
  const [start, end] = [list.indexOf(from), list.indexOf(to)].sort((a, b) => a - b);
  if (start >= 0) list.slice(start, end + 1).forEach((box) => pick(box, isPicked));
}

function show() {
  const list = boxes();
  const count = list.filter((box) => box.checked).length;
  for (const bar of all("[data-bulk]")) {
    bar.hidden = !count;
    find("[data-bulk-count]", bar).textContent = text("selected", { count });
  }
  for (const table of all("[data-list]")) table.classList.toggle("is-selecting", Boolean(count));
  for (const whole of all("[data-select-all]")) {
    whole.checked = count > 0 && count === list.length;
    whole.indeterminate = count > 0 && count < list.length;
  }
}

on("click", "[data-select]", (event, box) => {
  if (event.shiftKey && last) pickRange(last, box, box.checked);
  pick(box, box.checked);
  last = box;
  show();
});
on("change", "[data-select-all]", (event, whole) => {
  boxes().forEach((box) => pick(box, whole.checked));
  show();
});
on("click", "[data-bulk-clear]", () => {
  boxes().forEach((box) => pick(box, false));
  show();
});
on("click", "[data-bulk-drawer]", (event, button) => {
  const url = new URL(button.dataset.bulkDrawer, location.href);
  boxes().filter((box) => box.checked).forEach((box) => url.searchParams.append("selected", box.value));
  open(url.href);
});
// On the phone a long press begins selecting.
let press = 0;
on("touchstart", "[data-row]", (event, row) => {
  press = setTimeout(() => {
    pick(boxOf(row), true);
    show();
  }, 550);
}, { passive: true });
for (const type of ["touchend", "touchmove", "touchcancel"]) {
  document.addEventListener(type, () => clearTimeout(press), { passive: true });
}

document.addEventListener("kesher:range", ({ detail }) => {
  pick(boxOf(detail.from), true);
  pick(boxOf(detail.to), true);
  last = boxOf(detail.to);
  show();
});
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-row]");
  if (event.code !== "Space" || !row || isTyping(event.target) || event.target.matches("button, input")) return;
  const box = boxOf(row);
  if (!box) return;
  event.preventDefault();
  box.click();
});
document.addEventListener("htmx:afterSettle", show);
