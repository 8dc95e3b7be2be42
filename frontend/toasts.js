// What just happened, announced and shown, with Undo where it can be undone.
import htmx from "htmx.org";
import { find, make, on } from "./dom.js";
import { text } from "./texts.js";

const region = find("#toasts");

function undo(url, note) {
  note.remove();
  htmx.ajax("POST", url, { target: document.body, swap: "none" });
}

/** In the top layer, so that an open drawer does not hide it. */
function raise() {
  if (!region.showPopover) return;
  region.popover = "manual";
  if (region.matches(":popover-open")) region.hidePopover();
  region.showPopover();
}

export function toast({ message, undo_url: undoUrl = "", level = "" }) {
  if (!region || !message) return;
  const note = make("div", { className: `toast-note${level === "error" ? " is-error" : ""}` }, make("p", { textContent: message }));
  if (undoUrl) note.append(make("button", { type: "button", className: "btn btn-sm", textContent: text("undo"), onclick: () => undo(undoUrl, note) }));
  const shut = make("button", { type: "button", className: "btn-round", textContent: "×", ariaLabel: text("close"), onclick: () => note.remove() });
  note.append(shut);
  raise();
  region.append(note);
  const leave = () => !note.matches(":hover, :focus-within") ? note.remove() : setTimeout(leave, 3000);
  setTimeout(leave, undoUrl ? 10_000 : level === "error" ? 9000 : 5000);
}

document.addEventListener("toast", ({ detail }) => toast(detail));
on("click", "[data-toast]", (event, button) => toast({ message: button.dataset.toast }));
if (region?.dataset.first) toast(JSON.parse(region.dataset.first));
