// The service worker: shows push messages, opens their page, keeps the own day readable without a line.
const SHELL = "shell-1";
const DAY = "day-1";
const isStatic = (url) => url.pathname.startsWith("/static/");

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

// Only what a device was told to keep is kept: its pages say so by a header, after the person chose it on that device.
async function isChosen() {
  return (await caches.has(DAY)) && Boolean(await (await caches.open(DAY)).match("/chosen"));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (isStatic(url)) event.respondWith(asset(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
});

async function asset(request) {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && /[-.][\w-]{8}\.\w+$/.test(new URL(request.url).pathname) && (await isChosen())) {
    (await caches.open(SHELL)).put(request, answer.clone());
  }
  return answer;
}

async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get("X-Kept-Offline") && (await isChosen())) await keep(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = (await isChosen()) ? await caches.match(request.url, { cacheName: DAY }) : null;
    if (kept) return kept;
    throw error;
  }
}

/** With the time it was kept, which the page shows. */
async function keep(request, answer) {
  const headers = new Headers(answer.headers);
  const html = (await answer.text()).replace("<html ", `<html data-kept-at="${new Date().toISOString()}" `);
  await (await caches.open(DAY)).put(request.url, new Response(html, { headers }));
}

// Queued changes are sent by an open page, which knows who is signed in; the browser wakes it when the line is back.
self.addEventListener("sync", (event) => {
  if (event.tag === "queue") event.waitUntil(wake());
});
async function wake() {
  for (const one of await self.clients.matchAll({ type: "window" })) one.postMessage("queue");
}

// A page may name others that it leads to: they are kept ahead, with the person's own session.
self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keepAll(event.data.keep));
});
async function keepAll(paths) {
  if (!(await isChosen())) return;
  for (const path of paths.slice(0, 40)) {
    const request = new Request(new URL(path, self.location.origin), { credentials: "same-origin" });
    try {
      const answer = await fetch(request);
      if (answer.ok && !answer.redirected && answer.headers.get("X-Kept-Offline")) await keep(request, answer);
    } catch {
      return;
    }
  }
}
