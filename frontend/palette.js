// Search everything: `/` or Ctrl-K; arrows move, Enter opens.
import { all, find, isPlainClick, on } from "./dom.js";

const palette = find("#search");

export function openSearch() {
  if (!palette || palette.open) return;
  palette.showModal();
  find("input", palette).select();
}

on("click", "[data-search]", (event) => {
  if (!palette || !isPlainClick(event)) return;
  event.preventDefault();
  openSearch();
});
palette?.addEventListener("click", (event) => event.target === palette && palette.close());
palette?.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const links = all("a", palette);
  if (event.code === "Escape") {
    event.preventDefault(); // a search field would only empty itself
    palette.close();
  } else if (event.code in steps && links.length) {
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + steps[event.code];
    (links[next] ?? find("input", palette)).focus();
  } else if (event.code === "Enter" && event.target.matches("input") && links.length) {
    event.preventDefault();
    links[0].click();
  }
});
