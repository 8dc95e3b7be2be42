// What every page of Kesher does in the browser. Each module looks after one thing.
import "htmx.org";
import "./appearance.js";
import "./busy.js";
import "./confirm.js";
import "./drafts.js";
import "./drawer.js";
import "./leaving.js";
import "./menus.js";
import "./navigation.js";
import "./offline.js";
import "./palette.js";
import "./row_menu.js";
import "./rows.js";
import "./selection.js";
import "./shortcuts.js";
import "./tabs.js";
import "./toasts.js";
