// A tab that was swapped in place becomes the current one; the current one of a row that scrolls comes into sight.
import { all, on } from "./dom.js";

on("click", "[data-tabs] .tab[hx-get]", (event, tab) => {
  for (const one of all(".tab", tab.parentElement)) one.removeAttribute("aria-current");
  tab.setAttribute("aria-current", "page");
});

const middle = ({ left, width }) => left + width / 2;

document.addEventListener("htmx:load", ({ target }) => {
  for (const current of all(".tabs > [aria-current], .scopes > [aria-current]", target)) {
    const row = current.parentElement;
    if (row.scrollWidth > row.clientWidth) row.scrollLeft += middle(current.getBoundingClientRect()) - middle(row.getBoundingClientRect());
  }
});
