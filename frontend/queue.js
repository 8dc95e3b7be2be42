// Forms marked data-offline: kept when the line is gone, sent when it is back, and visible meanwhile (sending.js).
import htmx from "htmx.org";
import "../kesher/static/sending.js";
import { ask } from "./confirm.js";
import { registered } from "./device.js";
import { find, on } from "./dom.js";
import { asksToSignIn, forget, worked } from "./drafts.js";
import { close } from "./drawer.js";
import { settle } from "./leaving.js";
import { show } from "./queue_showing.js";
import { text } from "./texts.js";
import { toast } from "./toasts.js";

const { sending } = globalThis;
const island = find("[data-pulse]");
const person = island?.dataset.person;
const bar = find("[data-queue]");
const BUSY = new Set([0, 403, 502, 503, 504]);
const AGAIN = 20_000;

export const isOffline = (elt) => Boolean(person) && elt instanceof HTMLFormElement && elt.matches("form[data-offline]");

// The forms that send just now.
const running = new WeakSet();
export const isRunning = (form) => running.has(form);

/** A name for this sending; crypto.randomUUID is there on secure addresses only. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (isOffline(detail.elt)) detail.parameters.client_key = detail.elt.dataset.key ||= newKey();
});

function entered(form, { formData, path }) {
  const sheet = form.closest(".sheet");
  const fields = [...formData.entries()].filter(([name]) => !["csrfmiddlewaretoken", "client_key"].includes(name));
  return {
    person, fields, url: path, key: form.dataset.key, line: island.dataset.line, at: Date.now(), state: "waiting",
    title: form.dataset.offline || find(".sheet-title", sheet ?? form)?.textContent || document.title,
    about: form.dataset.about || (sheet && find(".sheet-subtitle", sheet)?.textContent) || "",
    page: form.dataset.page ?? (sheet ? path : ""),
    ...(form.dataset.mends ? { id: Number(form.dataset.mends) } : {}),
  };
}

/** Whether there was room for it. */
async function kept(entry) {
  try {
    await sending.keep(entry);
    return true;
  } catch {
    toast({ message: text("queue_full"), level: "error" });
    return false;
  }
}

/** A file chosen while its form sends another one, or after its form was taken away. */
export async function keepBeside(form, name, file) {
  const formData = new FormData(form);
  formData.set(name, file);
  const entry = entered(form, { formData, path: form.getAttribute("action") });
  if (await kept({ ...entry, key: newKey() })) flush();
}

async function keep(form, config) {
  running.add(form); // until it is kept its key is taken
  const isKept = await kept(entered(form, config));
  running.delete(form);
  if (!isKept) return;
  delete form.dataset.key;
  forget(form);
  settle(form.closest(".sheet") ?? document);
  if (form.closest("#drawer")) close();
  else form.reset();
  toast({ message: text("queue_kept") });
  navigator.storage?.persist?.();
  registered().then((worker) => worker?.sync?.register("queue")).catch(() => null);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (navigator.onLine || !isOffline(elt)) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: event.detail }));
  keep(elt, requestConfig);
});
for (const type of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(type, ({ detail }) => {
    if (!isOffline(detail.elt) || !BUSY.has(detail.xhr?.status ?? 0)) return;
    keep(detail.elt, detail.requestConfig).then(() => setTimeout(flush, 2000));
  });
}

// The session has ended: kept as well, and the bar asks to sign in.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr, requestConfig } = event.detail;
  if (!isOffline(elt) || !asksToSignIn(xhr)) return;
  event.preventDefault();
  keep(elt, requestConfig).then(flush);
});

document.addEventListener("htmx:beforeSend", ({ detail }) => running.add(detail.elt));
document.addEventListener("htmx:afterRequest", ({ detail }) => running.delete(detail.elt));

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt;
  if (!isOffline(form) || !worked(detail)) return;
  delete form.dataset.key;
  if (form.dataset.mends) sending.drop(Number(form.dataset.mends));
});

// Sending.
async function flush() {
  if (!person || !navigator.onLine) return;
  await sending.flush().catch(() => null);
}

async function sent(news) {
  for (const fact of Object.keys(JSON.parse(news.facts))) if (fact !== "toast") htmx.trigger(document.body, fact);
  toast({ message: text("queue_sent", { title: news.sent }) });
}

new BroadcastChannel("sending").addEventListener("message", ({ data }) => {
  if (data.sent) sent(data);
});
addEventListener("online", flush);
document.addEventListener("kesher:send", flush);
on("click", "[data-queue-now]", flush);
document.addEventListener("visibilitychange", () => document.hidden || flush());
setInterval(() => bar?.dataset.waiting && flush(), AGAIN);

// Signing out leaves what waits on this device, for this person: said first.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[action$='/accounts/logout/']") || form.dataset.asked || !bar || bar.hidden) return;
  event.preventDefault();
  event.stopPropagation();
  if (!(await ask(text("queue_leave"), { danger: true }))) return;
  form.dataset.asked = "yes";
  form.requestSubmit();
}, true);

if (person) {
  if (find("form[data-offline], [data-keeping]")) registered().catch(() => null);
  show().then(() => bar?.dataset.waiting && flush());
}
