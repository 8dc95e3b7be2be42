// The service worker: shows push messages, opens their page, keeps the own day readable without a line, and sends what was
// entered meanwhile when the browser wakes it.
importScripts("/static/sending.js");

const SHELL = "shell-1";
const DAY = "day-1";
const PATIENCE = 4000;
const isStatic = ({ url }) => new URL(url).pathname.startsWith("/static/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(told.title ?? "Kesher", {
    body: told.line,
    tag: told.tag,
    icon: "/static/favicon.svg",
    dir: "auto",
    data: { path: told.path },
    requireInteraction: true,
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.path ?? "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(show(url.href));
});

async function show(href) {
  const windows = await self.clients.matchAll({ type: "window" });
  const open = windows.find((one) => one.url === href) ?? windows[0];
  if (!open) return self.clients.openWindow(href);
  await open.focus();
  return open.url === href ? open : open.navigate(href);
}

// Only what a device was told to keep is kept: its pages say by a header whose they are, after that person chose it there.
// Another person's page empties everything.
async function chosen() {
  if (!(await caches.has(DAY))) return "";
  const mark = await (await caches.open(DAY)).match("/chosen");
  return mark ? mark.text() : "";
}

const forget = () => Promise.all([caches.delete(DAY), caches.delete(SHELL)]);

async function isKept(answer) {
  const owner = answer.headers.get("X-Kept-Offline");
  const person = answer.ok && !answer.redirected && owner ? await chosen() : "";
  if (person && person !== owner) await forget();
  return Boolean(person) && person === owner;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || request.cache === "only-if-cached") return;
  if (isStatic(request)) event.respondWith(asset(request));
  else if (request.mode === "navigate" || isPart(request)) event.respondWith(page(event, request));
});

const isPart = (request) => request.headers.get("HX-Request") === "true" && !request.headers.has("X-Unattended");

/** A page and the part of it that htmx asks for have one address: kept beside each other. */
const placeOf = (request) => {
  const url = new URL(request.url);
  if (isPart(request)) url.searchParams.set("_part", "1");
  return url.href;
};

async function asset(request) {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && (await chosen())) (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}

/** The line first; a line that hangs is as good as none where a copy is at hand. */
async function page(event, request) {
  const kept = (await chosen()) ? await caches.match(placeOf(request), { cacheName: DAY }) : null;
  const asked = fetch(request).then(async (answer) => {
    if (await isKept(answer)) event.waitUntil(keep(request, answer.clone()));
    return answer;
  });
  if (!kept) return asked;
  event.waitUntil(asked.catch(() => null));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([asked.catch(() => kept), late]);
}

/** With the time it was kept, which the page shows. */
async function keep(request, answer) {
  const headers = new Headers(answer.headers);
  const html = (await answer.text()).replace("<html ", `<html data-kept-at="${new Date().toISOString()}" `);
  await (await caches.open(DAY)).put(placeOf(request), new Response(html, { headers }));
}

// The browser wakes the worker when the line is back, though no page is open.
self.addEventListener("sync", (event) => {
  if (event.tag === "queue") event.waitUntil(self.sending.flush());
});

// A page may name others that it leads to: they are kept ahead, with the person's own session.
self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keepAll(event.data.keep));
});

async function keepAll(links) {
  if (!(await chosen())) return;
  for (const { path, isPart: part } of links.slice(0, 200)) {
    const headers = part ? { "HX-Request": "true" } : {};
    const request = new Request(new URL(path, self.location.origin), { credentials: "same-origin", headers });
    try {
      if (isStatic(request)) {
        await asset(request);
        continue;
      }
      const answer = await fetch(request);
      if (await isKept(answer)) await keep(request, answer);
    } catch {
      return;
    }
  }
}
