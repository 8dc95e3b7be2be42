// A list whose lines are put in order by its buttons: up and down, without a mouse.
import { on } from "./dom.js";

on("click", "[data-ordering] [data-move]", (_event, button) => {
  const line = button.closest("[data-ordered]");
  const neighbour = button.dataset.move === "-1" ? line.previousElementSibling : line.nextElementSibling;
  if (!neighbour) return;
  if (button.dataset.move === "-1") neighbour.before(line);
  else neighbour.after(line);
  button.focus();
});
