"""Pages for what went wrong; they must render even when much is broken."""

from typing import Any

from django.http import HttpResponse

from kesher.core.guarding import open_to_all
from kesher.core.pages import page


@open_to_all("anybody may get lost")
def not_found(request: Any, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return page(request, "404.html", status=404)


@open_to_all("the refusal itself")
def forbidden(request: Any, exception: Any = None) -> HttpResponse:  # noqa: ARG001
    return page(request, "403.html", status=403)


@open_to_all("something broke")
def broken(request: Any) -> HttpResponse:
    return page(request, "500.html", status=500)


@open_to_all("the refusal itself")
def csrf_failed(request: Any, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return page(request, "403.html", status=403, is_stale=True)
