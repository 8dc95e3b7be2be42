// The drawer: links with data-drawer open their page's sheet at the end side; 204 closes it, 422 stays.
import htmx from "htmx.org";
import { find, isPlainClick, make, on } from "./dom.js";
import { isDirty, mayLeave, settle } from "./leaving.js";
import { text } from "./texts.js";

const drawer = find("#drawer");
const body = find("#drawer-body");
let opener = null;

const waiting = () => {
  const bars = Array.from({ length: 6 }, () => '<div class="skeleton-line"><i class="skeleton-bar"></i></div>').join("");
  return `<div class="skeleton">${bars}</div>`;
};

export async function open(url) {
  if (!drawer) return location.assign(url);
  if (drawer.open && !(await mayLeave(drawer))) return;
  if (!drawer.open) opener = document.activeElement;
  body.innerHTML = waiting();
  if (!drawer.open) drawer.showModal();
  await htmx.ajax("GET", url, { target: body, swap: "innerHTML" });
}

export function close() {
  if (!drawer) return;
  settle(drawer);
  if (drawer.open) drawer.close();
}

async function askAndClose() {
  if (await mayLeave(drawer)) close();
}

function focusFirst(inside) {
  const first = find("[data-summary], [aria-invalid=true]", inside) ?? find("[autofocus]", inside)
    ?? find(".sheet-fields :is(input:not([type=hidden]), select, textarea)", inside);
  const wrong = find("[aria-invalid=true]", inside);
  (wrong ?? first ?? find(".sheet-title", inside))?.focus();
}

function finished(form) {
  if (drawer?.contains(form)) return close();
  settle(document);
  if (form.dataset.next) location.assign(form.dataset.next);
  else if (form.closest(".sheet") && history.length > 1) history.back();
}

on("click", "a[data-drawer]", (event, link) => {
  if (!isPlainClick(event) || !drawer) return;
  event.preventDefault();
  open(link.href);
});
on("click", "[data-sheet-close]", (event, element) => {
  if (!drawer?.contains(element)) return;
  event.preventDefault();
  askAndClose();
});
drawer?.addEventListener("cancel", (event) => {
  event.preventDefault();
  askAndClose();
});
// The second press of the double click that opened it is none outside.
drawer?.addEventListener("mousedown", (event) => {
  if (event.target === drawer && event.detail < 2 && !isDirty(drawer)) drawer.pressedOutside = true;
});
drawer?.addEventListener("mouseup", (event) => {
  if (event.target === drawer && drawer.pressedOutside) askAndClose();
  drawer.pressedOutside = false;
});
drawer?.addEventListener("close", () => {
  body.replaceChildren();
  if (opener?.isConnected) opener.focus();
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const sheet = detail.elt; // a part of a sheet that was swapped (completions, hints) leaves the focus where it is
  if (sheet !== body && !sheet.matches?.(".sheet")) return;
  drawer?.setAttribute("aria-label", find(".sheet-title", drawer)?.textContent ?? "");
  focusFirst(sheet);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt;
  if (!(form instanceof HTMLFormElement) || detail.xhr.status !== 204 || detail.requestConfig.verb !== "post") return;
  if (detail.xhr.getResponseHeader("HX-Redirect")) return settle(document);
  if (form.matches(".sheet-form")) finished(form);
});
// A view that answers with its whole page still shows only its sheet.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (drawer?.contains(detail.target) && detail.serverResponse.includes("<main")) detail.selectOverride = ".sheet";
});
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  if (detail.xhr.getResponseHeader("HX-Redirect")) settle(document);
  if (body && detail.target === body && detail.xhr.status >= 400 && detail.xhr.status !== 422) close();
});

// Without a line, and not kept on this device: said in the drawer; it comes when the line is back (offline.js).
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (body && detail.target === body) body.replaceChildren(make("p", { className: "drawer-missing", textContent: text("not_kept") }));
});

// Ctrl-Enter saves from anywhere in a form.
document.addEventListener("keydown", (event) => {
  if (event.code !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form") ?? find("form.sheet-form", drawer?.open ? drawer : document);
  if (form && form.method !== "dialog") {
    event.preventDefault();
    form.requestSubmit(find("[data-save]", form) ?? undefined);
  }
});
