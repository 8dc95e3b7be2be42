// What waits to be sent, shown: the bar above the page, the list with what was not accepted and why, and beside what it is
// about (queue.js keeps and sends).
import "../kesher/static/sending.js";
import { ask } from "./confirm.js";
import { all, find, make, on } from "./dom.js";
import { open } from "./drawer.js";
import { text } from "./texts.js";

const { sending } = globalThis;
const person = find("[data-pulse]")?.dataset.person;
const bar = find("[data-queue]");
const dialog = find("#queue");
let isSignedOut = false;

const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

function reason(one) {
  const told = one.toast ? (JSON.parse(one.toast).toast?.message ?? "") : "";
  if (told) return told;
  const page = new DOMParser().parseFromString(one.html || "", "text/html");
  const errors = [...page.querySelectorAll(".field-error, [data-summary] li p:first-child")].map((line) => line.textContent.trim());
  return (one.why === "wrong" && [...new Set(errors)].join(" ")) || text(`queue_${one.why}`);
}

const button = (name, act, tone = "") => make("button", { type: "button", className: `btn btn-sm ${tone}`, textContent: text(name), onclick: act });

function line(one) {
  const isStuck = one.state === "stuck";
  const words = make("div", { className: "queue-text" }, make("p", { className: "queue-title", textContent: one.title, dir: "auto" }));
  if (one.about) words.append(make("p", { className: "happening-sub", textContent: one.about, dir: "auto" }));
  words.append(make("p", { className: isStuck ? "field-error" : "happening-sub", textContent: isStuck ? reason(one) : text("queue_since", { time: clock(one.at) }) }));
  const acts = make("div", { className: "queue-acts" });
  if (isStuck && one.page) acts.append(button("queue_mend", () => mend(one), "btn-primary"));
  if (isStuck) acts.append(button("queue_again", () => again(one)));
  acts.append(button("queue_drop", () => discard(one)));
  return make("li", { className: `queue-line${isStuck ? " is-stuck" : ""}` }, words, acts);
}

export async function show() {
  if (!bar) return;
  const rows = await sending.of(person).catch(() => []);
  const stuck = rows.filter((one) => one.state === "stuck").length;
  bar.hidden = !rows.length;
  bar.dataset.waiting = rows.length > stuck ? "yes" : "";
  bar.classList.toggle("is-stuck", stuck > 0);
  const count = rows.length - stuck;
  const said = [count && text(count === 1 ? "queue_one" : "queue_many", { count }), stuck && text(stuck === 1 ? "queue_stuck_one" : "queue_stuck", { count: stuck })];
  find("[data-queue-text]", bar).textContent = isSignedOut ? text("queue_sign_in") : said.filter(Boolean).join(" · ");
  find("[data-queue-sign-in]", bar).hidden = !isSignedOut;
  find("ul", dialog).replaceChildren(...rows.map(line));
  if (!rows.length && dialog.open) dialog.close();
  beside(rows);
}

/** Beside the inquiry (data-waiting-of: the beginning of its addresses), and instead of the form that waits. */
function beside(rows) {
  for (const place of all("[data-waiting-of]")) {
    const here = rows.filter((one) => one.url.startsWith(place.dataset.waitingOf));
    place.replaceChildren(...here.map((one) => make("li", { className: one.state === "stuck" ? "is-stuck" : "", textContent: `${one.title} · ${text(one.state === "stuck" ? "queue_not_sent" : "queue_waits")}` })));
  }
  for (const form of all("form[data-offline][data-once]")) {
    form.hidden = rows.some((one) => one.url === form.getAttribute("action"));
  }
}

async function again(one) {
  await sending.keep({ ...one, state: "waiting" });
  document.dispatchEvent(new CustomEvent("kesher:send"));
}

async function discard(one) {
  if (await ask(text("queue_drop_ask", { title: one.title }), { yes: text("queue_drop"), danger: true })) sending.drop(one.id).then(show);
}

/** Its form again, with all that was entered. */
async function mend(one) {
  dialog.close();
  await open(one.page);
  const form = find("#drawer form[data-offline]");
  if (!form) return;
  form.dataset.mends = one.id;
  form.dataset.key = one.key;
  for (const box of all("[type=checkbox], [type=radio]", form)) box.checked = false;
  for (const [name, value] of one.fields) fill(form.elements[name], value);
  form.dispatchEvent(new CustomEvent("kesher:filled", { bubbles: true }));
}

function fill(field, value) {
  const inputs = field instanceof RadioNodeList ? [...field] : [field];
  for (const input of inputs.filter(Boolean)) {
    if (value instanceof File) {
      const files = new DataTransfer();
      if (value.size) files.items.add(value);
      input.files = files.files;
    } else if (["checkbox", "radio"].includes(input.type)) input.checked ||= input.value === value;
    else input.value = value;
  }
}

on("click", "[data-queue-show]", () => dialog.showModal());
document.addEventListener("htmx:afterSettle", () => bar && !bar.hidden && show());
new BroadcastChannel("sending").addEventListener("message", ({ data }) => {
  if (data.signedOut !== undefined) isSignedOut = data.signedOut;
  show();
});
