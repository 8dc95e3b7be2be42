"""Stored files as answers: whatever a file holds, a browser runs nothing of it."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse

from kesher.core import uploads

SEALED = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


def download(content: Any, *, name: str, content_type: str) -> FileResponse:
    headers = {**SEALED, "Cache-Control": "private, no-store"}
    return FileResponse(
        content, as_attachment=True, filename=name, content_type=content_type, headers=headers
    )


def small_picture(file: Any) -> HttpResponse:
    """A small copy of a row's stored picture, for lists; 404 for anything else. It is not counted as opening it."""
    if not file.content_type.startswith("image/"):
        raise Http404
    try:
        with file.content.open("rb") as content:
            drawn, content_type = uploads.small(content)
    except (FileNotFoundError, OSError) as missing:
        raise Http404 from missing
    return HttpResponse(
        drawn, content_type=content_type, headers={**SEALED, "Cache-Control": "private, max-age=86400"}
    )
