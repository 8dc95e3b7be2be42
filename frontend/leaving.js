// Leaving a form with changes asks first.
import { all, on } from "./dom.js";
import { ask } from "./confirm.js";
import { text } from "./texts.js";

const dirty = new WeakSet();

export const isDirty = (inside) => all("form[data-guard]", inside).some((form) => dirty.has(form));
export const settle = (inside) => all("form[data-guard]", inside).forEach((form) => dirty.delete(form));

export async function mayLeave(inside) {
  if (!isDirty(inside)) return true;
  return ask(text("leave"), { yes: text("leave_yes"), no: text("stay"), danger: true });
}

on("input", "form[data-guard]", (event, form) => dirty.add(form));
// The form that comes back with 422 still holds what was typed.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.xhr?.status === 422) all("form[data-guard]").forEach((form) => dirty.add(form));
});
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[hx-post]")) settle(document);
});
window.addEventListener("beforeunload", (event) => {
  if (isDirty(document)) event.preventDefault();
});
