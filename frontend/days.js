// Days and moments picked in the browser's own calendar, beside typing (core/day_field.py, core/moment_field.py).
// The button opens it, from the field Alt-Down. The picker is an input without a name, so it is never sent; what it
// says is written as kesher/core/days.py shows it, and read as typed_days.py does, as far as there are figures.
import { find, make, on } from "./dom.js";

const FIELD = ".day-typed > :is([data-day], [data-moment])";
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})/;
const DAY_FIRST = /^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}|\d{2}))?(?=\s|$)/;
const CLOCK = /(?:^|\s)(\d{1,2}):(\d{2})$/;
const wide = (number, digits = 2) => String(number).padStart(digits, "0");
const written = (year, month, day) => [wide(year, 4), wide(month), wide(day)].join("-");
const today = () => written(new Date().getFullYear(), new Date().getMonth() + 1, new Date().getDate());

/** The year that is meant: without one the next such day, where the field looks back the last one. */
function yearOf(typed, month, day, looksBack) {
  if (typed?.length === 4) return typed;
  const now = today();
  const year = typed ? 2000 + Number(typed) : Number(now.slice(0, 4));
  const there = written(year, month, day);
  if (looksBack) return there > now ? year - (typed ? 100 : 1) : year;
  return !typed && there < now ? year + 1 : year;
}

function dayIn(text, looksBack) {
  const [, ...parts] = text.match(YEAR_FIRST) ?? [];
  if (parts.length) return written(...parts);
  const [, day, month, year] = text.match(DAY_FIRST) ?? [];
  return day ? written(yearOf(year, month, day, looksBack), month, day) : "";
}

function read(input, type) {
  const text = input.value.trim();
  const day = dayIn(text, input.dataset.day === "past");
  if (type === "date" || !day) return day;
  const [, hour = 9, minute = 0] = text.match(CLOCK) ?? [];
  return `${day}T${wide(hour)}:${wide(minute)}`;
}

function shown(value) {
  const [day, clock = ""] = value.split("T");
  return `${day.split("-").reverse().join("/")} ${clock.slice(0, 5)}`.trim();
}

function made(input) {
  const picker = make("input", { className: "day-picker", tabIndex: -1, ariaHidden: "true" });
  picker.addEventListener("input", (event) => event.stopPropagation());
  picker.addEventListener("change", (event) => {
    event.stopPropagation();
    input.value = shown(picker.value);
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
    if (picker.type === "date") picker.opener?.focus();
  });
  input.after(picker);
  return picker;
}

/** Where whole days are asked for, a moment is a day. */
const typeOf = (input) => ("day" in input.dataset || input.form?.elements.is_all_day?.checked ? "date" : "datetime-local");

function pick(input, opener) {
  const picker = find(".day-picker", input.parentElement) ?? made(input);
  picker.type = typeOf(input);
  picker.max = picker.type === "date" ? "9999-12-31" : "9999-12-31T23:59";
  picker.value = read(input, picker.type);
  picker.opener = opener;
  try {
    picker.showPicker();
  } catch {
    input.focus(); // the browser does not let it open here, so it is typed
  }
}

if ("showPicker" in HTMLInputElement.prototype) {
  document.documentElement.classList.add("has-pickers");
  on("click", "[data-pick-day]", (_event, button) => pick(find("[data-day], [data-moment]", button.parentElement), button));
  on("keydown", FIELD, (event, input) => {
    if (event.code !== "ArrowDown" || !event.altKey) return;
    event.preventDefault();
    pick(input, input);
  });
}
