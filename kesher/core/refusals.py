"""A refusal gives its reasons: each problem has a code, a sentence for the user, who may override, and its fix."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One thing that stands in the way."""

    code: str
    sentence: str | Promise
    field: str | None = None
    """the form field it is about, if any"""
    override: str | None = None
    """the permission that may go on all the same"""
    fix_url: str | None = None
    fix_label: str | Promise | None = None

    @property
    def has_way_out(self) -> bool:
        return bool(self.override or self.fix_url)


class Refused(Exception):
    """A verb said no; `problems` holds every reason, the main one first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(", ".join(problem.code for problem in problems))


def refuse_if(problems: Sequence[Problem]) -> None:
    if problems:
        raise Refused(problems)


@contextmanager
def refused_when_taken(problem: Problem) -> Iterator[None]:
    """Around a write that a constraint may stop: somebody saved the same between our check and our write."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused([problem]) from None


_rights: dict[str, Any] = {}


def name_rights(labels: Mapping[str, Any]) -> None:
    """Whoever knows the permissions says how people call them."""
    _rights.update(labels)


def who_may(right: str | None) -> str:
    """A sentence: who may go on all the same by this right; empty where nobody may."""
    if not right:
        return ""
    if right not in _rights:
        return _("Staff with a matching right may go on all the same.")
    return _("Staff with the right “%(right)s” may go on all the same.") % {"right": _rights[right]}
