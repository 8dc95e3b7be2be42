// A proposal that one press takes: it fills fields of its form, [data-fills] {name: value}.
import { find, on } from "./dom.js";

on("click", "[data-fills]", (_event, button) => {
  const form = button.closest("form");
  for (const [name, value] of Object.entries(JSON.parse(button.dataset.fills))) {
    const field = find(`[name="${name}"]`, form);
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
});
