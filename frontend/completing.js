// Texts that are completed while typed: arrows move, Enter or a click chooses, Escape closes.
// With data-complete-into the chosen one's value goes into a hidden field; typing on empties it, until the text is again
// what it was.
import htmx from "htmx.org";
import { all, find, on } from "./dom.js";

const listOf = (input) => find(".completions", input.closest("[data-complete]"));
const optionsOf = (input) => all("[role=option]", listOf(input));
const hiddenOf = (input) => (input.dataset.completeInto ? document.getElementById(input.dataset.completeInto) : null);
const chosen = new WeakMap();

function remember(input, hidden) {
  chosen.set(input, { text: input.value, value: hidden.value });
}

function show(input, isOpen) {
  listOf(input).hidden = !isOpen;
  input.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) input.removeAttribute("aria-activedescendant");
}

function mark(input, option) {
  optionsOf(input).forEach((one, index) => {
    one.id ||= `${input.id}-${index}`;
    one.setAttribute("aria-selected", String(one === option));
  });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  option?.scrollIntoView({ block: "nearest" });
}

function choose(input, option) {
  htmx.trigger(input, "htmx:abort");
  input.value = option.dataset.label;
  const hidden = hiddenOf(input);
  if (hidden) {
    hidden.value = option.dataset.value;
    remember(input, hidden);
  }
  input.dispatchEvent(new Event("change", { bubbles: true }));
  show(input, false);
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const input = detail.target.matches?.(".completions") && find("[role=combobox]", detail.target.parentElement);
  if (input) show(input, optionsOf(input).length > 0 && document.activeElement === input);
});
on("focusin", "[data-complete] [role=combobox]", (_event, input) => {
  const hidden = hiddenOf(input);
  if (hidden && !chosen.has(input)) remember(input, hidden);
});
on("input", "[data-complete] [role=combobox]", (_event, input) => {
  const hidden = hiddenOf(input);
  const was = chosen.get(input);
  if (hidden) hidden.value = input.value && input.value === was?.text ? was.value : "";
  if (!input.value.trim()) show(input, false);
});
on("mousedown", ".completions [role=option]", (event, option) => {
  event.preventDefault();
  choose(find("[role=combobox]", option.closest("[data-complete]")), option);
});
on("focusout", "[data-complete] [role=combobox]", (_event, input) => show(input, false));
document.addEventListener("keydown", (event) => {
  const input = event.target.closest?.("[data-complete] [role=combobox]");
  if (!input || listOf(input).hidden) return;
  const options = optionsOf(input);
  const here = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (by) mark(input, options.at((here + by + (here < 0 && by < 0 ? 1 : 0)) % options.length));
  else if (event.code === "Enter" && here >= 0 && !event.ctrlKey) choose(input, options[here]);
  else if (event.code === "Escape") show(input, false);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
