// Dropping files: on the box of files they are uploaded at once, on the zone of the form they are chosen.
import { all, find, make } from "./dom.js";
import { open } from "./drawer.js";

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
const place = (event) => event.target.closest?.("[data-drop-zone], [data-drop-files]");
let over = null;

function mark(element) {
  if (over === element) return;
  over?.classList.remove("is-dropping");
  over = element;
  over?.classList.add("is-dropping");
}

function list(zone) {
  const names = find("[data-drop-names]", zone);
  const files = all("input[type=file]", zone).flatMap((input) => [...input.files]);
  names?.replaceChildren(...files.map((file) => make("li", { textContent: file.name })));
}

document.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  const element = place(event);
  mark(element ?? null);
  if (element) event.preventDefault();
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) mark(null);
});
document.addEventListener("drop", async (event) => {
  const element = place(event);
  mark(null);
  if (!element || !event.dataTransfer.files.length) return;
  event.preventDefault();
  const { files } = event.dataTransfer;
  if (element.matches("[data-drop-zone]")) return choose(element, files);
  await open(element.dataset.dropFiles);
  const zone = find("#drawer [data-drop-zone]");
  if (!zone) return;
  choose(zone, files);
  zone.closest("form").requestSubmit();
});

function choose(zone, files) {
  const input = find("input[type=file]", zone);
  input.files = files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("change", (event) => {
  const names = event.target.type === "file" && find("[data-file-names]", event.target.closest(".file-pick") ?? event.target);
  if (names) names.textContent = [...event.target.files].map((file) => file.name).join(", ");
  const zone = event.target.closest?.("[data-drop-zone]");
  if (zone && event.target.type === "file") list(zone);
});
