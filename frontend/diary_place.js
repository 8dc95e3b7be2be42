// Where something is in the diary: columns, steps of five minutes, moments. Shared by the diary's modules.
import { all, find } from "./dom.js";

export const STEP = 5;
export const STEPS = 288;
export const diary = () => find("#diary");
export const scroller = () => find("[data-diary-scroll]");
export const isRtl = () => document.documentElement.dir === "rtl";
export const texts = () => JSON.parse(diary().dataset.texts);

const two = (number) => String(number).padStart(2, "0");
const clock = (steps) => `${two(Math.floor((steps * STEP) / 60))}:${two((steps * STEP) % 60)}`;

export function dayAfter(day, by) {
  const date = new Date(`${day}T12:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** 2026-11-25T09:00 of a day and a step, which may lie before or after the day. */
export function moment(day, step) {
  const days = Math.floor(step / STEPS);
  return `${dayAfter(day, days)}T${clock(step - days * STEPS)}`;
}

export const stepOf = (text) => (Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16))) / STEP;
export const dayOf = (text) => text.slice(0, 10);

/** Steps from one local moment to another. */
export function stepsBetween(from, to) {
  const days = (Date.parse(`${dayOf(to)}T12:00Z`) - Date.parse(`${dayOf(from)}T12:00Z`)) / 86_400_000;
  return days * STEPS + stepOf(to) - stepOf(from);
}

export const later = (text, steps) => moment(dayOf(text), stepOf(text) + steps);

/** The column under the pointer; near its edge the nearest one. */
export function columnAt(x, y) {
  const columns = all("[data-column]", diary());
  const inside = columns.find((one) => {
    const box = one.getBoundingClientRect();
    return x >= box.left && x < box.right && (!("whole" in one.dataset) || (y >= box.top && y < box.bottom));
  });
  return inside ?? null;
}

/** The step in a column at a height, on a grid of `round` steps. */
export function stepAt(column, y, round = 3) {
  const box = column.getBoundingClientRect();
  const step = ((y - box.top) / box.height) * STEPS;
  return Math.max(0, Math.min(STEPS - round, Math.floor(step / round) * round));
}

export function put(element, first, count) {
  element.style.setProperty("--from", first);
  if (count !== undefined) element.style.setProperty("--for", count);
}

export const shownTimes = (first, count) => `${clock(first % STEPS)}–${clock((first + count) % STEPS)}`;
