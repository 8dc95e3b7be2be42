// A tab that was swapped in place becomes the current one.
import { all, on } from "./dom.js";

on("click", "[data-tabs] .tab[hx-get]", (event, tab) => {
  for (const one of all(".tab", tab.parentElement)) one.removeAttribute("aria-current");
  tab.setAttribute("aria-current", "page");
});
