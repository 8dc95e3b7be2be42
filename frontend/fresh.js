// A list that others change too fetches itself again when it is told so: not while a menu or the drawer is open, rows are
// selected, or somebody has scrolled down into it. What came meanwhile is done as soon as it disturbs nobody.
import htmx from "htmx.org";
import { find } from "./dom.js";

let isStale = false;
const isCalm = () => !find("dialog[open], .menu:popover-open, [data-select]:checked") && scrollY < 600 && !document.hidden;

function refresh() {
  const form = find("[data-fresh]");
  if (!isStale || !form || !isCalm()) return;
  isStale = false;
  htmx.trigger(form, "fetch-again");
}

for (const fact of ["inquiries-changed", "meetings-changed"]) {
  document.addEventListener(fact, () => {
    isStale = Boolean(find(`[data-fresh~="${fact}"]`));
    setTimeout(refresh, 50);
  });
}
setInterval(refresh, 700);
