// The menu of a long list's row is filled when it opens, from one template for the whole list: words in braces are the
// row's own (data-id, data-phone …); an item that needs what the row lacks is left out.
import htmx from "htmx.org";
import { all, find } from "./dom.js";

function fill(row) {
  const button = find("[data-menu-from]", row);
  const menu = button && find(".menu", button.parentElement);
  if (!menu || menu.childElementCount) return;
  const words = row.dataset;
  const items = find(button.dataset.menuFrom).content.cloneNode(true);
  for (const item of all("[data-needs]", items)) if (!words[item.dataset.needs]) item.remove();
  for (const link of all("a[href*='{']", items)) {
    link.setAttribute("href", link.getAttribute("href").replace(/\{(\w+)\}/g, (_whole, name) => encodeURI(words[name] ?? "")));
  }
  for (const button of all("[hx-post*='{']", items)) {
    button.setAttribute("hx-post", button.getAttribute("hx-post").replace("{id}", row.dataset.id));
  }
  menu.append(items);
  htmx.process(menu);
  for (const line of all("hr", menu)) if (!line.nextElementSibling || line.nextElementSibling.matches("hr")) line.remove();
}

for (const type of ["click", "contextmenu"]) {
  document.addEventListener(type, ({ target }) => {
    const row = target.closest?.("[data-row]");
    if (row) fill(row);
  }, true);
}
