// Light, dark or as the device: shown at once, remembered by the server.
import htmx from "htmx.org";
import { all, on } from "./dom.js";

on("click", "[data-theme-pick]", (event, button) => {
  const choice = button.dataset.themePick;
  const isDark = choice === "dark" || (choice === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.themeChoice = choice;
  document.documentElement.dataset.bsTheme = isDark ? "dark" : "light";
  for (const one of all("[data-theme-pick]")) one.setAttribute("aria-pressed", String(one === button));
  const url = button.closest("[data-theme-url]")?.dataset.themeUrl;
  if (url) htmx.ajax("POST", url, { source: button, values: { theme: choice }, swap: "none" });
});
