// What this browser may do: push messages, and keeping the pages of the own day, both chosen on this device.
import htmx from "htmx.org";
import { all, find, on } from "./dom.js";
import { text } from "./texts.js";

export const DAY = "day-1";
const SHELL = "shell-1";
const AHEAD = 10 * 60 * 1000;
const hasWorker = "serviceWorker" in navigator;

export const registered = async () => {
  if (!hasWorker || !isSecureContext) return null;
  await navigator.serviceWorker.register("/worker.js");
  return navigator.serviceWorker.ready;
};

function keyOf(text) {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

async function start(part) {
  const permission = await Notification.requestPermission();
  find("[data-push-denied]", part).hidden = permission === "granted";
  if (permission !== "granted") return;
  const { pushManager } = await registered();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyOf(part.dataset.key) });
  const { endpoint, keys } = made.toJSON();
  const shows = find("[data-push-details]", part).checked ? { shows_details: "on" } : {};
  htmx.ajax("POST", part.dataset.url, { source: part, swap: "none", values: { endpoint, ...keys, ...shows } });
}

const push = find("[data-push]");
if (push && !(hasWorker && "PushManager" in window && "Notification" in window)) {
  find("[data-push-start]", push).disabled = true;
  find("[data-push-denied]", push).hidden = false;
}
on("click", "[data-push-start]", (_event, button) => {
  start(button.closest("[data-push]")).catch(() => (find("[data-push-denied]", push).hidden = false));
});

// Keeping the own day: a mark in the kept pages says who chose it; without it the worker keeps nothing.
async function chosen() {
  if (!("caches" in window) || !(await caches.has(DAY))) return "";
  const mark = await (await caches.open(DAY)).match("/chosen");
  return mark ? mark.text() : "";
}

export async function forgetDay() {
  if (!("caches" in window)) return;
  await Promise.all([caches.delete(DAY), caches.delete(SHELL)]);
}

async function choose(person, isOn) {
  if (!isOn) return forgetDay();
  await registered();
  await (await caches.open(DAY)).put("/chosen", new Response(person));
  await ahead();
}

const choice = find("[data-keep-choice]");
if (choice) {
  const { person } = choice.closest("[data-keeping]").dataset;
  choice.disabled = !hasWorker || !("caches" in window);
  chosen().then((one) => (choice.checked = one === person));
  choice.addEventListener("change", () => choose(person, choice.checked));
}

// Signed out, or another person: nothing stays.
const person = find("[data-pulse]")?.dataset.person;
if (!person && location.pathname.startsWith("/accounts/")) forgetDay();
else if (person) {
  chosen().then((one) => {
    if (one && one !== person) forgetDay();
    else if (one) aheadNowAndThen();
  });
}
on("submit", "form[action$='/accounts/logout/']", () => forgetDay());

// A kept copy says so.
const { keptAt } = document.documentElement.dataset;
const bar = find("[data-kept-bar]");
if (keptAt && bar) {
  const time = new Date(keptAt).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  find("[data-kept-text]", bar).textContent = text("kept_at", { time });
  bar.hidden = false;
  addEventListener("online", () => location.reload());
}

/** What a stop of the day leads to is kept ahead: its page (data-keep) and its forms (data-keep-parts); and what they look like. */
async function ahead() {
  const stops = all("[data-keep]");
  if (!stops.length) return;
  const parts = stops.flatMap((stop) => stop.dataset.keepParts.split(" ")).filter(Boolean);
  const looks = performance.getEntriesByType("resource").map(({ name }) => new URL(name)).filter(({ pathname }) => pathname.startsWith("/static/"));
  const pages = [location.pathname + location.search, ...stops.map((stop) => stop.dataset.keep), ...looks.map(({ pathname }) => pathname)];
  const links = [...pages.map((path) => ({ path, isPart: false })), ...parts.map((path) => ({ path, isPart: true }))];
  (await registered())?.active?.postMessage({ keep: links });
}

function aheadNowAndThen() {
  if (Date.now() - Number(sessionStorage.getItem("ahead") ?? 0) < AHEAD) return;
  sessionStorage.setItem("ahead", String(Date.now()));
  ahead();
}
