// Long text is kept in the browser until it is saved.
import { all, find, make, on } from "./dom.js";
import { text } from "./texts.js";

const WEEK = 7 * 24 * 3600 * 1000;
const keyOf = (area) => `draft:${area.form?.getAttribute("action") || location.pathname}:${area.name}`;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Date.now() - kept.at < WEEK ? kept.text : "";
  } catch {
    return "";
  }
}

function keep(area) {
  try {
    if (area.value.trim()) localStorage.setItem(keyOf(area), JSON.stringify({ text: area.value, at: Date.now() }));
    else localStorage.removeItem(keyOf(area));
  } catch {
    // A full or forbidden store must not disturb typing.
  }
}

function restore(area) {
  if (area.draftSeen) return;
  area.draftSeen = true;
  const draft = read(keyOf(area));
  if (!draft || area.value.trim()) return;
  area.value = draft;
  const drop = make("button", { type: "button", textContent: text("draft_drop") });
  const note = make("p", { className: "draft-note" }, make("span", { textContent: text("draft") }), drop);
  drop.onclick = () => {
    area.value = "";
    keep(area);
    note.remove();
    area.focus();
  };
  area.after(note);
}

export const asksToSignIn = (xhr) => (xhr.getResponseHeader("HX-Redirect") ?? "").startsWith("/accounts/");
/** Also when the answer leads to another page, of which htmx does not say that it was successful. */
export const worked = ({ successful, xhr }) => (successful || Boolean(xhr?.getResponseHeader("HX-Redirect"))) && !asksToSignIn(xhr);

export const forget = (form) => all("[data-draft]", form).forEach((area) => localStorage.removeItem(keyOf(area)));

const restoreAll = (inside) => all("[data-draft]", inside).forEach(restore);
on("input", "[data-draft]", (event, area) => keep(area));
document.addEventListener("htmx:afterSwap", ({ detail }) => restoreAll(detail.target));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt.closest?.("form");
  if (form && detail.requestConfig.verb === "post" && worked(detail)) forget(form);
});
document.addEventListener("submit", ({ target }) => !target.matches("[hx-post]") && forget(target));
if (find("[data-draft]")) restoreAll(document);
