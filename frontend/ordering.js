// Lines that are put in order: by their buttons, up and down, without a mouse; or dragged by their grip, with mouse or finger.
import { find, on } from "./dom.js";

on("click", "[data-ordering] [data-move]", (_event, button) => {
  const line = button.closest("[data-ordered]");
  const neighbour = button.dataset.move === "-1" ? line.previousElementSibling : line.nextElementSibling;
  if (!neighbour) return;
  if (button.dataset.move === "-1") neighbour.before(line);
  else neighbour.after(line);
  button.focus();
});

on("click", "[data-ordered] [data-grip]", (event) => event.stopPropagation(), true);

on("pointerdown", "[data-ordered] [data-grip]", (event, grip) => {
  if (event.button !== 0) return;
  event.preventDefault();
  const line = grip.closest("[data-ordered]");
  const lines = [...line.parentElement.children].filter((one) => one.matches("[data-ordered]"));
  const start = lines.indexOf(line);
  const back = line.nextElementSibling;
  const listening = new AbortController();
  const listen = (type, handle) => document.addEventListener(type, handle, { signal: listening.signal });
  const end = () => {
    listening.abort();
    swallowClick();
    line.classList.remove("is-dragged");
  };
  const cancel = () => {
    end();
    line.parentElement.insertBefore(line, back);
  };
  line.classList.add("is-dragged");
  listen("pointermove", (move) => drag(line, move.clientY));
  listen("pointercancel", cancel);
  listen("keydown", (key) => key.key === "Escape" && (key.stopPropagation(), cancel()));
  listen("pointerup", () => {
    end();
    tell(line, placeOf(line) - start);
  });
});

/** Letting go is no click on whatever lies below. */
function swallowClick() {
  const stop = new AbortController();
  document.addEventListener("click", (event) => (event.stopPropagation(), event.preventDefault()), { capture: true, signal: stop.signal });
  setTimeout(() => stop.abort());
}

const placeOf = (line) => [...line.parentElement.children].filter((one) => one.matches("[data-ordered]")).indexOf(line);

/** The line goes before or after the one whose middle the pointer has passed. */
function drag(line, y) {
  const passed = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
  for (let one = line.previousElementSibling; one?.matches("[data-ordered]") && y < passed(one); one = line.previousElementSibling) one.before(line);
  for (let one = line.nextElementSibling; one?.matches("[data-ordered]") && y > passed(one); one = line.nextElementSibling) one.after(line);
}

/** Where lines are kept by the server, the form of one of their buttons says by how many places this one went. */
function tell(line, steps) {
  const field = find("form [name=to]", line);
  if (!field || !steps) return;
  field.value = steps;
  field.form.requestSubmit();
}
