// Inquiries: the add menu by right click in the empty window, saved answers, the percent slider, colleagues named by @.
import { find, make, on } from "./dom.js";
import { openMenuAt } from "./menus.js";

on("contextmenu", "[data-add-area]", (event) => {
  if (event.target.closest("[data-row], a, button, input, textarea, details, .menu")) return;
  const button = find(".add-menu [data-menu]");
  if (!button) return;
  event.preventDefault();
  openMenuAt(button, event.clientX, event.clientY);
});

on("click", "[data-insert]", (_event, item) => {
  const area = document.getElementById(item.dataset.insertInto);
  const start = area.selectionStart ?? area.value.length;
  const before = area.value.slice(0, start);
  area.setRangeText((before && !/\s$/.test(before) ? "\n" : "") + item.dataset.insert, start, area.selectionEnd ?? start, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
});

on("input", "[data-percent]", (_event, slider) => {
  const shown = find(`output[for="${slider.id}"] bdi`);
  if (shown) shown.textContent = `${slider.value}%`;
});

// @ and some letters offer colleagues; arrows move, Enter or Tab takes one.
const MENTION = /(^|\s)@([^\s@]{0,20})$/;
const listOf = (area) => find(".mentions", area.parentElement);
const close = (area) => listOf(area)?.remove();

function offer(area) {
  close(area);
  const typed = MENTION.exec(area.value.slice(0, area.selectionStart));
  if (!typed) return;
  const names = area.dataset.mentions.split("|").filter((name) => name.includes(typed[2])).slice(0, 6);
  if (!names.length) return;
  const lines = names.map((name, index) => make("li", { role: "option", textContent: name, ariaSelected: String(index === 0) }));
  area.after(make("ul", { className: "completions mentions", role: "listbox" }, ...lines));
}

function take(area, name) {
  const end = area.selectionStart;
  const typed = MENTION.exec(area.value.slice(0, end));
  if (typed) area.setRangeText(`@${name} `, end - typed[2].length - 1, end, "end");
  close(area);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

on("input", "[data-mentions]", (_event, area) => offer(area));
on("focusout", "[data-mentions]", (_event, area) => setTimeout(() => close(area), 150));
on("mousedown", ".mentions li", (event, line) => {
  event.preventDefault();
  take(find("[data-mentions]", line.closest(".mentions").parentElement), line.textContent);
});
document.addEventListener("keydown", (event) => {
  const area = event.target.closest?.("[data-mentions]");
  const lines = area && [...(listOf(area)?.children ?? [])];
  if (!lines?.length || event.ctrlKey) return;
  const here = lines.findIndex((line) => line.ariaSelected === "true");
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (by) lines.forEach((line, index) => (line.ariaSelected = String(index === (here + by + lines.length) % lines.length)));
  else if (event.code === "Enter" || event.code === "Tab") take(area, lines[here].textContent);
  else if (event.code === "Escape") close(area);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// A thread's note that was kept empties its place.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt.matches?.(".note-form, .check-form")) detail.elt.reset();
});
