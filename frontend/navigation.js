// The side menu on small screens, and the speed dial.
import { find, on } from "./dom.js";

const side = find("#side");
let opener = null;

function showSide(isOpen) {
  document.documentElement.classList.toggle("side-is-open", isOpen);
  if (isOpen) find("a", side)?.focus();
  else opener?.focus();
}

on("click", "[data-side-open]", (event, button) => {
  event.preventDefault();
  opener = button;
  showSide(true);
});
on("click", "[data-side-close]", () => showSide(false));

function showDial(button, isOpen) {
  button.setAttribute("aria-expanded", String(isOpen));
  find("#dial-list").hidden = !isOpen;
}

on("click", ".dial-button", (event, button) => showDial(button, button.getAttribute("aria-expanded") !== "true"));
document.addEventListener("click", ({ target }) => {
  const button = find(".dial-button[aria-expanded=true]");
  if (button && !target.closest(".dial-button")) showDial(button, false);
});
document.addEventListener("keydown", (event) => {
  if (event.code !== "Escape") return;
  const button = find(".dial-button[aria-expanded=true]");
  if (button) showDial(button, false);
  if (document.documentElement.classList.contains("side-is-open")) showSide(false);
});
on("click", "[data-close]", (event, button) => button.closest("dialog")?.close());
