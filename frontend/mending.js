// A field that was marked as wrong and is changed loses its mark, and its place in the summary above.
import { all, find, on } from "./dom.js";

const PART = ":is(.field, .field-group):has(.field-error)";

/** The error's own name: its id is the field's, with or without an ending. */
const nameOf = (error) => (error.id || error.parentElement.id).replace(/_(error|below)$/, "");

function unmark(part, error) {
  for (const wrong of all(".is-invalid, [aria-invalid=true]", part).concat(part)) {
    wrong.classList.remove("is-invalid");
    wrong.removeAttribute("aria-invalid");
  }
  for (const described of all("[aria-describedby]", part).concat(part)) {
    const rest = (described.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== error.id);
    if (rest.join("")) described.setAttribute("aria-describedby", rest.join(" "));
    else described.removeAttribute("aria-describedby");
  }
  error.remove();
}

function unsay(link) {
  const summary = link.closest("[data-summary]");
  const comma = link.previousElementSibling ? link.previousSibling : link.nextSibling;
  const line = link.parentElement;
  comma?.remove();
  link.remove();
  if (!find("a", line)) line.remove();
  for (const empty of all("div:not(:has(p))", summary)) empty.remove();
  if (!find("p", summary)) summary.remove();
}

function mend(part, form) {
  const error = find(".field-error", part);
  const link = find(`[data-summary] a[href="#${CSS.escape(nameOf(error))}"]`, form);
  unmark(part, error);
  if (link) unsay(link);
}

for (const type of ["input", "change"]) {
  on(type, "form *", ({ target }) => {
    const part = target.closest(PART);
    if (part) mend(part, target.form ?? part.closest("form"));
  });
}
