// Lost network: a calm bar; what was typed stays; what was asked meanwhile goes on when the line is back.
import htmx from "htmx.org";
import { find, on } from "./dom.js";
import { isOffline } from "./queue.js";
import { text } from "./texts.js";
import { toast } from "./toasts.js";

const bar = find("[data-offline-bar]");
const held = new Map(); // of each element its last request

const show = (isOff) => bar && (bar.hidden = !isOff);

/** Asks again: never sent, or only reading. A failed sending waits for the person. */
function goOn() {
  const waiting = [...held.values()];
  held.clear();
  for (const again of waiting) again();
}

function cameBack() {
  const wasOff = bar && !bar.hidden;
  show(false);
  if (wasOff) toast({ message: text("online") });
  goOn();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (navigator.onLine || isOffline(elt) || requestConfig.verb === "get") return; // what is read may be kept on this device
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: event.detail }));
  if (elt.isConnected) hold(elt, requestConfig);
  show(true);
});

/** However often it was pressed, it is asked once; a second tick takes the first one back. */
function hold(elt, config) {
  const key = elt === document.body ? config.path : elt; // the body is whoever has no element of its own
  if (elt.type === "checkbox" && config.verb !== "get" && held.delete(key)) return;
  held.set(key, () => (elt instanceof HTMLFormElement ? submitAgain(elt, config.triggeringEvent) : again(elt, config)));
}

/** By the button that was pressed, wherever the focus is by now. */
function submitAgain(form, event) {
  const button = event?.submitter;
  form.requestSubmit(button?.form === form ? button : null);
}

function again(elt, { verb, path, target }) {
  if (elt.isConnected) htmx.ajax(verb.toUpperCase(), path, { source: elt, target });
}

document.addEventListener("htmx:sendError", ({ detail }) => {
  const { elt, requestConfig } = detail;
  if (isOffline(elt)) return;
  show(true);
  if (requestConfig.verb === "get") hold(elt, requestConfig);
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (isOffline(detail.elt) && detail.xhr.status !== 404) return;
  const name = { 403: "forbidden", 404: "gone" }[detail.xhr.status] ?? "failed";
  toast({ message: text(name), level: "error" });
});

addEventListener("offline", () => show(true));
addEventListener("online", cameBack);
on("click", "[data-retry]", () => {
  show(false);
  goOn();
});
