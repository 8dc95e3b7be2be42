// A number that a thumb can set: [data-step] takes less or more, [data-set] one of the usual ones.
import { find, on } from "./dom.js";

const inputOf = (button) => find("input", button.closest(".stepper-field"));

function put(input, value) {
  input.value = String(value);
  for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
}

on("click", "[data-step]", (_event, button) => {
  const input = inputOf(button);
  const now = Number.parseFloat(input.value.replace(",", ".")) || 0;
  put(input, Math.max(0, Math.round((now + Number(button.dataset.step)) * 1000) / 1000));
});
on("click", "[data-set]", (_event, button) => put(inputOf(button), button.dataset.set));
