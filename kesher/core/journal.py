"""Logs: one JSON line per happening, with the request's id, and without personal data.

1. A request is logged by its route, never by its path or query string (they hold tokens and names).
2. People and businesses appear by id only.
3. Error texts are scrubbed; the values of variables are never printed.
"""

import logging
import re
import sys
import time
import traceback
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

from kesher.core.scrubbing import scrubbed, scrubbed_error

SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
OURS = {"request_id", "job_id", "route", "method", "logger", "level", "time", "exception"}
QUIET = ("/static/", "/healthz", "/readyz")
requests = structlog.stdlib.get_logger("kesher.requests")


def without_values(error: BaseException) -> str:
    """The error and where it happened: files, lines and functions, with no value of any row."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(lines) < 400:  # noqa: PLR2004 – a chain that refers to itself ends here
        frames = traceback.extract_tb(cause.__traceback__)
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}: {scrubbed_error(cause)}")
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


def _render_error(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    info = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        entry["exception"] = without_values(error)
    entry.pop("stack_info", None)
    return entry


def _scrub(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if str(entry.get("logger", "")).startswith("django.request"):
        entry["event"] = "request failed"  # Django's own text carries the path
    for key, value in entry.items():
        if (
            key not in OURS
            and not isinstance(value, (int, float, bool, type(None)))
            and not key.startswith("_")
        ):
            entry[key] = scrubbed(str(value))
    return entry


def configure(settings: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: everything that logs, ours or a library's, goes through the same steps."""
    steps: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        _render_error,
        _scrub,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    chosen = settings.get("json")
    as_json = not (settings.get("debug") or sys.stderr.isatty()) if chosen is None else chosen
    _install(_formatter(steps, as_json=as_json), settings.get("level", "INFO"))


def _formatter(steps: list[Any], *, as_json: bool) -> logging.Formatter:
    last = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[],
        processors=[*steps, structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )


def _install(formatter: logging.Formatter, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [*(kept for kept in root.handlers if not getattr(kept, "is_journal", False)), handler]
    handler.is_journal = True  # type: ignore[attr-defined]
    root.setLevel(level)
    for name, least in {
        "django.request": "ERROR",
        "django.db.backends": "WARNING",
        "django_tasks": "WARNING",
    }.items():
        logging.getLogger(name).setLevel(least)
    logging.getLogger("django.request").addFilter(_has_error)
    logging.captureWarnings(capture=False)


def _has_error(record: logging.LogRecord) -> bool:
    """A failure without an error is said by the request's own line."""
    return bool(record.exc_info)


class RequestLog:
    """One line per request; the request's id comes from X-Request-ID when that is sane, and is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        request_id = given if SANE_ID.fullmatch(given) else uuid.uuid4().hex
        clear_contextvars()
        bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        self._write(request, response, round((time.perf_counter() - started) * 1000, 1))
        clear_contextvars()
        return response

    def _write(self, request: HttpRequest, response: HttpResponse, milliseconds: float) -> None:
        match = request.resolver_match
        is_quiet = request.path_info.startswith(QUIET) and response.status_code < 400  # noqa: PLR2004
        is_failure = response.status_code >= 500  # noqa: PLR2004
        requests.log(
            logging.DEBUG if is_quiet else logging.WARNING if is_failure else logging.INFO,
            "request",
            method=request.method,
            route=match.view_name or match.route if match else "none",
            status=response.status_code,
            ms=milliseconds,
            user_id=_known_id(request, "_cached_user"),
            business_id=_known_id(request, "business"),
        )


def _known_id(request: HttpRequest, name: str) -> int | None:
    """The id of what the middleware has already read; logging asks the database nothing."""
    return getattr(vars(request).get(name), "pk", None)
