// The pressed button shows that it works, and a double press does it once.
import { find, on } from "./dom.js";

let running = 0;

function pressed(element) {
  if (!(element instanceof HTMLFormElement)) return element.matches?.("button") ? element : null;
  return find("[type=submit][data-pressed]", element) ?? find("[type=submit]", element);
}

function mark(element, isBusy) {
  const button = pressed(element);
  if (isBusy) button?.setAttribute("aria-busy", "true");
  else button?.removeAttribute("aria-busy");
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  running += 1;
  document.documentElement.classList.add("is-waiting");
  if (detail.requestConfig.verb !== "get") mark(detail.elt, true);
  const { target } = detail;
  if (detail.requestConfig.verb === "get" && target?.id && target.id !== "drawer-body") {
    target.waiting = setTimeout(() => target.classList.add("is-loading"), 150);
  }
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  running = Math.max(0, running - 1);
  if (!running) document.documentElement.classList.remove("is-waiting");
  mark(detail.elt, false);
  clearTimeout(detail.target?.waiting);
  detail.target?.classList.remove("is-loading");
});

// htmx names the pressed button only while it has the focus.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const button = detail.triggeringEvent?.submitter;
  if (button?.name) detail.parameters[button.name] = button.value;
});

// A form without htmx is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.matches("[hx-post], [method=dialog]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  mark(form, true);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    mark(form, false);
  }
});

on("click", "[type=submit]", (event, button) => {
  for (const other of button.form?.querySelectorAll("[data-pressed]") ?? []) delete other.dataset.pressed;
  button.dataset.pressed = "yes";
});
