// Whatever was changed on this page stands in the log: a log that is shown fetches itself again.
import htmx from "htmx.org";

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get" && detail.xhr.status < 300) htmx.trigger(document.body, "log-changed");
});
