// Our own question before something is done; what cannot be undone asks for a word.
import { find } from "./dom.js";
import { text } from "./texts.js";

/** Asks; resolves to true or false. */
export function ask(question, { yes = text("yes"), no = text("cancel"), word = "", danger = false } = {}) {
  const dialog = find("#confirm");
  const [go, stay] = dialog.querySelectorAll(".modal-actions button");
  const field = find(".confirm-word", dialog);
  const input = find("input", field);
  find(".modal-text", dialog).textContent = question;
  go.textContent = yes;
  stay.textContent = no;
  go.classList.toggle("is-danger", danger);
  field.hidden = !word;
  find("span", field).textContent = text("type_word", { word });
  input.value = "";
  go.disabled = Boolean(word);
  input.oninput = () => {
    go.disabled = input.value.trim().toLocaleLowerCase() !== word.toLocaleLowerCase();
  };
  dialog.returnValue = "no";
  dialog.showModal();
  (word ? input : danger ? stay : go).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("htmx:confirm", async (event) => {
  const { question, elt, issueRequest } = event.detail;
  if (!question) return;
  event.preventDefault();
  const { word = "", tone = "" } = elt.dataset;
  if (await ask(question, { word, danger: tone === "danger" })) issueRequest(true);
});
