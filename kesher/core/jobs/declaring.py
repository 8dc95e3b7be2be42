"""Declaring jobs and schedules.

1. A job with a `business_id` runs with that business as the current one; any other job runs with none.
2. A job is tried `attempts` times before it is given up.
3. A job has a name that people read when it was given up.
4. A schedule is cron text in the installation's time zone; its job takes no arguments.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task

from kesher.core.owning import acting_for

ATTEMPTS = 8
_attempts: dict[str, int] = {}
_names: dict[str, Any] = {}
schedules: dict[str, "Schedule"] = {}


@dataclass(frozen=True)
class Schedule:
    cron: str
    task: Task[Any, Any]


def job(
    *, name: Any = "", attempts: int = ATTEMPTS, priority: int = 0
) -> Callable[[Callable[..., Any]], Task[Any, Any]]:
    """A function becomes a job: `.enqueue(**kwargs)` starts it later, `.call(**kwargs)` runs it now."""

    def declare(function: Callable[..., Any]) -> Task[Any, Any]:
        @wraps(function)
        def run(**kwargs: Any) -> None:
            with acting_for(kwargs.get("business_id")):
                function(**kwargs)

        made: Task[Any, Any] = task(priority=priority)(run)
        _attempts[made.module_path] = attempts
        _names[made.module_path] = name
        return made

    return declare


def every(cron: str) -> Callable[[Task[Any, Any]], Task[Any, Any]]:
    """Above `@job()`: the job is also started at each time that `cron` names."""

    def schedule(made: Task[Any, Any]) -> Task[Any, Any]:
        schedules[made.module_path] = Schedule(cron, made)
        return made

    return schedule


def attempts_of(task_path: str) -> int:
    return _attempts.get(task_path, ATTEMPTS)


def name_of(task_path: str) -> str:
    """Rule 3; nothing for a job that is declared no more. A web process may not have met the job before."""
    with suppress(ImportError):
        import_string(task_path)
    return str(_names.get(task_path, ""))


def names() -> dict[str, str]:
    return {path: name_of(path) for path in _names}
