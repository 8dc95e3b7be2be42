// Menus open at their button or, in a row, at the pointer: right click, Shift+F10, the menu key, ⋮.
import { all, find, on } from "./dom.js";

let opened = null;
const itemsOf = (menu) => all(".menu-item, [data-theme-pick]", menu);

function place(menu, x, y, isRight) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(Math.max(8, isRight ? x - width : x), innerWidth - width - 8);
  const top = y + height > innerHeight - 8 ? Math.max(8, innerHeight - height - 8) : y;
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

export function closeMenu({ refocus = false } = {}) {
  if (!opened) return;
  const { menu, button, from } = opened;
  opened = null;
  if (menu.matches(":popover-open")) menu.hidePopover();
  button.setAttribute("aria-expanded", "false");
  if (refocus) (from?.isConnected ? from : button).focus();
}

function openMenu(button, at, byKey) {
  const menu = find(".menu", button.parentElement);
  const wasOpen = opened?.menu === menu;
  closeMenu();
  if (wasOpen && !at) return;
  menu.showPopover();
  const isRtl = document.documentElement.dir === "rtl";
  const box = button.getBoundingClientRect();
  const isPastMiddle = box.left + box.width / 2 > innerWidth / 2;
  if (at) place(menu, at.x, at.y, isRtl);
  else place(menu, isPastMiddle ? box.right : box.left, box.bottom + 4, isPastMiddle);
  button.setAttribute("aria-expanded", "true");
  opened = { menu, button, from: document.activeElement };
  if (byKey) itemsOf(menu)[0]?.focus();
}

export const openMenuAt = (button, x, y) => openMenu(button, { x, y }, false);

on("click", "[data-menu]", (event, button) => {
  openMenu(button, null, event.detail === 0);
});
on("contextmenu", "[data-row]", (event, row) => {
  const button = find("[data-menu]", row);
  if (!button || event.target.closest("input, textarea")) return;
  event.preventDefault();
  const isKey = event.button !== 2;
  const box = event.target.getBoundingClientRect();
  openMenu(button, isKey ? { x: box.left + 24, y: box.bottom } : { x: event.clientX, y: event.clientY }, isKey);
});
document.addEventListener("click", ({ target }) => {
  if (opened && !target.closest("[data-menu]") && (!opened.menu.contains(target) || target.closest("a.menu-item, button[role=menuitem], [data-shortcuts]"))) closeMenu();
});
addEventListener("scroll", ({ target }) => opened && !opened.menu.contains(target) && closeMenu(), true);
addEventListener("resize", () => closeMenu());

document.addEventListener("keydown", (event) => {
  if (!opened) return;
  const items = itemsOf(opened.menu);
  const here = items.indexOf(document.activeElement);
  const goTo = { ArrowDown: here + 1, ArrowUp: here < 0 ? items.length - 1 : here - 1, Home: 0, End: items.length - 1 }[event.code];
  if (event.code === "Escape" || event.code === "Tab") closeMenu({ refocus: true });
  else if (goTo !== undefined) items.at(goTo % items.length)?.focus();
  else return;
  if (event.code !== "Tab") event.preventDefault();
  event.stopImmediatePropagation();
}, true);
