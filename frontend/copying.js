// Copies an address to the clipboard: data-copy.
import { on } from "./dom.js";

on("click", "[data-copy]", async (_event, button) => {
  await navigator.clipboard?.writeText(new URL(button.dataset.copy, location.href).href);
});
