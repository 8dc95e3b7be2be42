// Several people, one after the other: who is chosen in a field with data-pick becomes a mark that can be taken off again.
import { all, find, make, on } from "./dom.js";

on("change", "[data-pick]", (_event, input) => {
  const hidden = document.getElementById(input.dataset.completeInto);
  const group = input.closest("[data-picked]");
  const name = group.dataset.picked;
  const isThere = all(`[name="${name}"]`, group).some((one) => one.value === hidden.value);
  if (!hidden.value || isThere) return;
  const box = make("input", { type: "checkbox", name, value: hidden.value, checked: true });
  find(".choices", group).append(make("label", { className: "choice" }, box, make("span", { textContent: input.value })));
  input.value = hidden.value = "";
  box.dispatchEvent(new Event("change", { bubbles: true }));
});
