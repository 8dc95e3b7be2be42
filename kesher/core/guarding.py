"""Every view says who may use it; this is the mark, and the guard of what is open to anybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]


def marked(view: Any, guard: str) -> View:
    view.guard = guard
    return view  # type: ignore[no-any-return]


def open_to_all(reason: str) -> Callable[[View], View]:
    """Anybody may; the reason is said."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        return marked(guarded, f"open_to_all: {reason}")

    return decorate
