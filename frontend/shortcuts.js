// The keyboard, by the place of the key and not by its letter: the Hebrew layout has other letters there.
import { all, find, isTyping, make, on } from "./dom.js";
import { openSearch } from "./palette.js";
import { text } from "./texts.js";

let first = "";
let timer = 0;

function wait(prefix) {
  first = prefix;
  clearTimeout(timer);
  timer = setTimeout(() => (first = ""), 1500);
}

function follow(attribute, code) {
  const link = all(`[data-${attribute}]`).find((one) => code === `Key${one.getAttribute(`data-${attribute}`).toUpperCase()}`);
  link?.click();
  return Boolean(link);
}

function line(label, ...keys) {
  const marks = keys.map((key) => make("kbd", { className: "keys", textContent: key }));
  return make("div", {}, make("dt", { textContent: label }), make("dd", {}, ...marks));
}

function group(title, lines) {
  return make("section", {}, make("h3", { textContent: title }), make("dl", {}, ...lines));
}

function linked(attribute, prefix) {
  return all(`[data-${attribute}]`).map((one) => line(find("span", one).textContent, prefix, one.getAttribute(`data-${attribute}`)));
}

export function showShortcuts() {
  const dialog = find("#shortcuts");
  if (!dialog || dialog.open) return;
  find(".shortcuts", dialog).replaceChildren(
    group(text("general"), [
      line(text("k_search"), "/", "Ctrl K"), line(text("k_save"), "Ctrl Enter"), line(text("k_calendar"), "Alt ↓"), line(text("k_close"), "Esc"), line(text("k_help"), "?"),
    ]),
    group(text("go"), linked("go", "g")),
    group(text("make"), linked("new", "n")),
    group(text("lists"), [
      line(text("k_move"), "↑", "↓"), line(text("k_open"), "Enter"), line(text("k_select"), "Space"),
      line(text("k_range"), "Shift ↑↓"), line(text("k_menu"), "Shift F10"),
    ]),
  );
  dialog.showModal();
}

on("click", "[data-shortcuts]", showShortcuts);

document.addEventListener("keydown", (event) => {
  const { code } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && code === "KeyK") openSearch();
  else if (isCommand || event.altKey || isTyping(event.target) || find("dialog[open]")) return;
  else if (code === "Slash" && (event.shiftKey || event.key === "?")) showShortcuts();
  else if (code === "Slash") openSearch();
  else if (first && follow(first, code)) first = "";
  else if (code === "KeyG" || code === "KeyN") return wait(code === "KeyG" ? "go" : "new");
  else {
    first = "";
    return;
  }
  event.preventDefault();
});
