// The diary from the keyboard: letters go (T today, J and K on and back, D W M A S R the views); within the hours a place moves with
// the arrows, and Enter adds a meeting there.
import { all, find, isTyping, make } from "./dom.js";
import { add } from "./diary_opening.js";
import { diary, isRtl, moment, put, scroller, STEPS, texts } from "./diary_place.js";

const at = { column: 0, step: 108 };
const columns = () => all(".diary-column", diary());

/** The place that has the focus within the hours. */
export function cursor() {
  if (!scroller() || !diary().dataset.addUrl || find(".diary-cursor")) return;
  const button = make("button", { type: "button", className: "diary-cursor" });
  button.addEventListener("click", () => add(columns()[at.column], at.step));
  place(button);
}

function place(button, hasFocus = false) {
  const all_ = columns();
  at.column = Math.max(0, Math.min(at.column, all_.length - 1));
  at.step = Math.max(0, Math.min(at.step, STEPS - 6));
  const column = all_[at.column];
  if (!column) return;
  column.append(button);
  put(button, at.step, 6);
  const when = `${column.dataset.name} ${moment(column.dataset.day, at.step).slice(11)}`;
  button.setAttribute("aria-label", texts().add.replace("{when}", when));
  if (!hasFocus) return;
  button.focus({ preventScroll: true });
  button.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function go(event, button) {
  const sides = isRtl() ? { ArrowLeft: 1, ArrowRight: -1 } : { ArrowLeft: -1, ArrowRight: 1 };
  const by = { ArrowUp: -6, ArrowDown: 6, PageUp: -48, PageDown: 48 }[event.code];
  if (by) at.step += by;
  else if (sides[event.code]) at.column += sides[event.code];
  else return false;
  place(button, true);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !diary() || find("dialog[open]")) return;
  const button = event.target.closest?.(".diary-cursor");
  if (button && go(event, button)) return event.preventDefault();
  if (isTyping(event.target)) return;
  const link = find(`[data-diary-key="${event.code.replace("Key", "")}"]`);
  if (!link || !event.code.startsWith("Key")) return;
  event.preventDefault();
  link.click();
});
