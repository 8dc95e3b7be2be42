from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kesher.core.guarding import open_to_all


@open_to_all("a script without data, asked for by the browser itself")
@require_GET
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The service worker, at the root so that it looks after all pages."""
    script = Path(str(finders.find("worker.js"))).read_text(encoding="utf-8")
    return HttpResponse(
        script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )
