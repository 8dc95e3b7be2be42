// Rows of a list: a click opens, a double click edits, arrows move, Enter opens.
import { all, find, isPlainClick, isTyping, on } from "./dom.js";
import { open } from "./drawer.js";

const linkOf = (row) => find("td:not(.list-menu) a[href]", row);
let timer = 0;

function openRow(row, inNewTab) {
  const { url } = row.dataset;
  if (inNewTab) window.open(url, "_blank", "noopener");
  else if ("rowDrawer" in row.dataset) open(url);
  else location.assign(url);
}

on("click", "[data-row][data-url]", (event, row) => {
  if (event.target.closest("a, button, input, label, .menu") || getSelection().toString()) return;
  if (event.shiftKey) return;
  clearTimeout(timer);
  const inNewTab = event.ctrlKey || event.metaKey;
  if (row.dataset.editUrl && isPlainClick(event)) timer = setTimeout(() => openRow(row, false), 220);
  else openRow(row, inNewTab);
});
on("dblclick", "[data-row][data-edit-url]", (event, row) => {
  clearTimeout(timer);
  if (event.target.closest("a, button, input")) return;
  if (row.dataset.editUrl === row.dataset.url) openRow(row, false);
  else open(row.dataset.editUrl);
});
on("auxclick", "[data-row][data-url]", (event, row) => {
  if (event.button === 1 && !event.target.closest("a, button")) openRow(row, true);
});

/** The row `by` steps away gets the focus at its link. */
function move(list, row, by) {
  const rows = all("[data-row]", list);
  const next = row ? rows[rows.indexOf(row) + by] : rows[0];
  (next && (linkOf(next) ?? find("input, button", next)))?.focus();
  return next;
}

document.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (!by || event.ctrlKey || event.altKey || isTyping(event.target) || find("dialog[open]")) return;
  const row = event.target.closest?.("[data-row]");
  const list = row?.closest("[data-list]") ?? (event.target === document.body || event.target.id === "main" || event.target.matches?.(".list-scroll") ? find("[data-list]") : null);
  if (!list) return;
  const next = move(list, row, by);
  if (!next) return;
  event.preventDefault();
  if (event.shiftKey) document.dispatchEvent(new CustomEvent("kesher:range", { detail: { from: row, to: next } }));
});
