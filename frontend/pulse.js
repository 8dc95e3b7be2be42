// The pulse of an open page: asks every few seconds what is new (notices, due reminders, facts), while it is looked at.
// Windows of one browser share answers. Failures are asked again later and later; without a session it stops calmly.
import htmx from "htmx.org";
import { all, find, isTyping, on } from "./dom.js";
import { isDirty } from "./leaving.js";
import { toast } from "./toasts.js";

const EVERY = 8000;
const LONGEST = 120_000;
const PATIENCE = 15_000;
const island = find("[data-pulse]");
const url = island?.dataset.pulse;
const name = `pulse:${url}:${island?.dataset.person}`;
const channel = url && "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
const heard = { since: -1, told: -1, state: "" };
const owed = new Set();
let timer = 0;
let failures = 0;
let isAsking = false;
let isOver = false;

export function tell(fact) {
  htmx.trigger(document.body, fact, { unattended: true });
}

function plan(wait = EVERY) {
  clearTimeout(timer);
  if (!isOver && !document.hidden) timer = setTimeout(ask, wait);
}

async function ask() {
  if (isAsking || isOver || document.hidden) return;
  isAsking = true;
  const query = new URLSearchParams({ since: heard.since, told: heard.told, known: heard.state });
  try {
    const signal = AbortSignal.timeout?.(PATIENCE); // a line that hangs neither answers nor fails
    const response = await fetch(`${url}?${query}`, { redirect: "manual", headers: { "X-Unattended": "poll" }, signal });
    answered(response, response.status === 200 ? await response.json() : null);
  } catch {
    failures += 1;
  }
  isAsking = false;
  plan(failures ? Math.min(EVERY * 2 ** failures, LONGEST) * (0.75 + Math.random() / 2) : EVERY);
}

function answered(response, beat) {
  if (response.type === "opaqueredirect" || [401, 403, 404].includes(response.status)) return end();
  failures = response.ok ? 0 : failures + 1;
  if (beat) channel?.postMessage({ asked: heard.since, beat });
  else if (response.status === 204) channel?.postMessage({ asked: heard.since });
  if (response.ok) take(beat);
}

function end() {
  isOver = true;
  const bar = find("[data-signed-out]");
  if (bar) bar.hidden = false;
  document.dispatchEvent(new CustomEvent("kesher:signed-out"));
}

function take(beat) {
  for (const fact of [...owed]) if (owed.delete(fact)) tell(fact);
  if (!beat) return;
  const isFirst = heard.since < 0;
  Object.assign(heard, { since: beat.since, told: beat.newest, state: beat.state });
  for (const { text: message } of beat.news) toast({ message });
  document.dispatchEvent(new CustomEvent("kesher:beat", { detail: { ...beat, isFirst } }));
  for (const fact of beat.facts) tell(fact);
}

/** Another window asked: what it learned holds here too, when it knew no more than this one. */
channel?.addEventListener("message", ({ data }) => {
  if (data.again) return plan(50);
  if (heard.since < 0 || data.asked > heard.since) return;
  take(data.beat);
  plan(EVERY * (1 + Math.random() / 4));
});

/** Something changed here: the other windows look at once. */
export const spread = () => channel?.postMessage({ again: true });

for (const fact of ["reminders-changed", "notices-changed"]) {
  document.body.addEventListener(fact, ({ detail }) => {
    if (detail?.unattended) return;
    plan(50);
    spread();
  });
}

// What a fact brings does not disturb who types in it, and is no sign of life of the person.
const isFact = (config) => config?.triggeringEvent?.detail?.unattended;
const isBusy = (part) => (part.contains(document.activeElement) && isTyping(document.activeElement)) || find(".menu:popover-open", part) || isDirty(part);
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.triggeringEvent?.detail?.unattended) detail.headers["X-Unattended"] = "fact";
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const { requestConfig, target } = event.detail;
  if (!isFact(requestConfig) || !target || !isBusy(target)) return;
  event.preventDefault();
  owed.add(requestConfig.triggeringEvent.type);
});

// The bell.
const count = (many) => (many > 99 ? "99+" : String(many));
function ring({ unread, due }) {
  const button = find(".top-bell [data-menu]");
  if (!button) return;
  const many = unread + due.length;
  const dot = find(".bell-dot", button) ?? button.appendChild(Object.assign(document.createElement("span"), { className: "bell-dot" }));
  dot.textContent = count(many);
  dot.hidden = !many;
  button.dataset.label ??= button.ariaLabel;
  button.ariaLabel = many ? `${button.dataset.label}: ${count(many)}` : button.dataset.label;
  sessionStorage.setItem(name, JSON.stringify({ unread, due }));
}
document.addEventListener("kesher:beat", ({ detail }) => ring(detail));
on("click", ".top-bell [data-menu]", () => {
  const menu = find("#bell-menu");
  htmx.ajax("GET", menu.dataset.url, { source: menu, target: menu, swap: "innerHTML" });
});
document.body.addEventListener("notices-changed", () => {
  const menu = find("#bell-menu");
  if (menu?.closest(".menu")?.matches(":popover-open")) htmx.ajax("GET", menu.dataset.url, { source: menu, target: menu, swap: "innerHTML" });
});

if (url) {
  try {
    ring(JSON.parse(sessionStorage.getItem(name)) ?? { unread: 0, due: [] });
  } catch {
    sessionStorage.removeItem(name);
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : ask()));
  addEventListener("online", () => plan(50));
  addEventListener("pageshow", ({ persisted }) => persisted && ask());
  ask();
}
