// What was entered without reception: kept in the browser's own store, sent in order when the line is back, each once.
// Shared by the pages and by the service worker, which sends when no page is open. See docs/decisions/0007.
self.sending = (() => {
  const STORE = "waiting";
  const CALM = { "X-Unattended": "queue", "HX-Request": "true" };
  const out = "BroadcastChannel" in self ? new BroadcastChannel("sending") : null;
  const tell = (news) => out?.postMessage(news);

  const opened = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("kesher", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id", autoIncrement: true });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  async function within(mode, act) {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const change = base.transaction(STORE, mode);
        const asked = act(change.objectStore(STORE));
        change.oncomplete = () => resolve(asked.result);
        change.onabort = change.onerror = () => reject(change.error);
      });
    } finally {
      base.close();
    }
  }

  const all = () => within("readonly", (store) => store.getAll());
  const of = async (person) => (await all()).filter((one) => one.person === person);
  const keep = async (one) => (await within("readwrite", (store) => store.put(one)), tell({ changed: true }));
  const drop = async (id) => (await within("readwrite", (store) => store.delete(id)), tell({ changed: true }));

  /** Who is signed in, and the token of now; null when nobody is. */
  async function asked(line) {
    const answer = await fetch(line, { headers: CALM, redirect: "manual", cache: "no-store" });
    if (answer.status === 200) return answer.json();
    if (answer.status >= 500) throw new Error("busy");
    return null;
  }

  function body(one) {
    const form = new FormData();
    for (const [name, value] of one.fields) form.append(name, value);
    form.set("client_key", one.key);
    form.set("waited", String(Math.max(0, Math.round((Date.now() - one.at) / 1000))));
    return form;
  }

  const WHY = { 403: "forbidden", 404: "gone", 413: "large", 422: "wrong" };

  /** Sends one; false when somebody has to sign in first. */
  async function send(one, token) {
    const headers = { "HX-Request": "true", "X-CSRFToken": token };
    const answer = await fetch(one.url, { method: "POST", body: body(one), headers, redirect: "manual" });
    if (answer.status >= 500 || answer.status === 429) throw new Error("busy");
    const to = answer.headers.get("HX-Redirect") ?? "";
    if (answer.type === "opaqueredirect" || to.startsWith("/accounts/")) return false;
    if (answer.ok && !to) {
      await drop(one.id);
      tell({ sent: one.title, facts: answer.headers.get("HX-Trigger") ?? "{}" });
    } else {
      const said = { why: WHY[answer.status] ?? "refused", toast: answer.headers.get("HX-Trigger") ?? "", html: await answer.text() };
      await keep({ ...one, ...said, state: "stuck" });
    }
    return true;
  }

  async function sendAll(line, waiting) {
    const here = await asked(line);
    tell({ signedOut: !here });
    if (!here) return;
    for (const one of waiting) {
      if (one.person === here.person && !(await send(one, here.token))) return tell({ signedOut: true });
    }
  }

  /** All that waits, in the order in which it was entered; rejects when the line is still bad. */
  async function flush() {
    const waiting = (await all()).filter((one) => one.state === "waiting");
    for (const line of new Set(waiting.map((one) => one.line))) {
      await sendAll(line, waiting.filter((one) => one.line === line));
    }
  }

  /** One at a time, whichever page or worker begins. */
  const alone = () => (navigator.locks ? navigator.locks.request("sending", { ifAvailable: true }, (lock) => lock && flush()) : flush());

  return { of, keep, drop, flush: alone };
})();
