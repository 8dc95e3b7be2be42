"""An entry in words: what happened, to what, what changed from what to what.

1. Kinds and groups are named by the `kinds` module of the app that announces them (`Kind`, `GROUPS`, `DETAILS`,
   `VALUES`).
2. A field is named as its model names it; a choice by its label, a day by the language's pattern, yes and no as words,
   a related row as it was called then, a telephone number as everywhere. A model or field that is gone leaves the bare name.
3. A value that the log does not repeat ("…") is told as changed, without before and after.
   A list and a count are told under what their app calls them (`DETAILS`); another number, which may be a row's, is not.
4. Nothing but the entry is read, so it can be told when its row is long gone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from kesher.activity.models import Entry
from kesher.core import days, phones
from kesher.core.words import folded

UNTOLD = ["…", "…"]
LONGEST_VALUE = 200
COUNTS = {"count", "identities"}
"""numbers that say something by themselves"""
VERBS = {
    "converted": "arrows-exchange", "stage-changed": "stairs", "tagged": "tag", "archived": "archive",
    "restored": "arrow-back-up", "erased": "user-x", "exported": "file-export", "merged": "git-merge",
    "merge-undone": "arrows-split", "conversion-undone": "arrow-back-up", "undone": "arrow-back-up", "read": "eye",
    "identity-read": "eye", "removed": "trash", "purged": "trash", "downloaded": "download", "signed-in": "login",
    "uploaded": "upload",
}  # fmt: skip
TONES = {
    "added": "green", "uploaded": "green", "given": "green", "joined": "green", "hired": "green", "opened": "green",
    "removed": "red", "purged": "red", "erased": "red", "withdrawn": "red", "archived": "orange", "left": "orange",
    "retired": "orange", "read": "yellow", "identity-read": "yellow", "exported": "yellow", "downloaded": "yellow",
    "changed": "blue", "merged": "purple", "converted": "purple", "stage-changed": "purple",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    field: str
    before: str
    after: str
    is_untold: bool = False


@dataclass(frozen=True)
class Told:
    """One entry, in values that a template only has to show."""

    key: int
    at: datetime
    what: str
    subject: str
    by: str
    icon: str
    tone: str
    changes: list[Change]
    facts: list[tuple[str, str]]
    customer_id: int | None
    is_redacted: bool

    @property
    def day(self) -> date:
        return self.at.date()


def told(entry: Entry) -> Told:
    group, _dot, verb = entry.kind.partition(".")
    model = model_of(entry)
    details = entry.details if isinstance(entry.details, dict) else {}
    return Told(
        key=entry.pk,
        at=timezone.localtime(entry.at),
        what=kind_name(entry.kind),
        subject="" if is_plain_subject(entry, model) else shown_text(entry.subject_label),
        by=entry.actor_label,
        icon=VERBS.get(verb) or groups().get(group, ("", "activity"))[1],
        tone=TONES.get(verb, "teal"),
        changes=[change(model, name, pair) for name, pair in (details.get("changes") or {}).items()],
        facts=[
            fact(model, name, value) for name, value in beside_changes(details) if is_told(model, name, value)
        ],
        customer_id=entry.customer_id,
        is_redacted=entry.redacted_at is not None,
    )


def is_plain_subject(entry: Entry, model: type[models.Model] | None) -> bool:
    """The subject is the person, whose name stands above anyway; or its label only says what kind of row it is."""
    is_person = entry.customer_id == entry.subject_id and field_of(model, "customer") is None
    return is_person or (model is not None and folded(entry.subject_label) in names_of(model))


@lru_cache(maxsize=100)
def names_of(model: type[models.Model]) -> frozenset[str]:
    """What the model is called, in every language."""
    names = set()
    for language, _label in settings.LANGUAGES:
        with override(language):
            names.add(folded(str(model._meta.verbose_name)))  # noqa: SLF001
    return frozenset(names)


def beside_changes(details: dict[str, Any]) -> list[tuple[str, Any]]:
    """The details that do not stand among the changes."""
    changed = details.get("changes") or {}
    return [(name, value) for name, value in details.items() if name not in changed]


def is_told(model: type[models.Model] | None, name: str, value: Any) -> bool:
    if name == "changes" or value in ("", None, [], {}):
        return False
    is_listed = name in details() and isinstance(value, list)
    return name in COUNTS or is_listed or field_of(model, name) is not None or isinstance(value, str)


def change(model: type[models.Model] | None, name: str, pair: Any) -> Change:
    before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)  # noqa: PLR2004
    field = field_of(model, name)
    label = field_name(field, name)
    if pair == UNTOLD:
        return Change(label, "", "", is_untold=True)
    return Change(label, shown(field, before), shown(field, after))


def fact(model: type[models.Model] | None, name: str, value: Any) -> tuple[str, str]:
    field = field_of(model, name)
    if field is None and isinstance(value, str):
        value = str(values().get(name, {}).get(value, value))
    is_named = field or name in COUNTS or isinstance(value, list)
    return (field_name(field, name) if is_named else "", shown(field, value))


def field_name(field: Any, name: str) -> str:
    return str(getattr(field, "verbose_name", "") or details().get(name) or name.replace("_", " "))


def shown(field: Any, value: Any) -> str:
    """The value as it is read: rule 2."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    choices = dict(getattr(field, "flatchoices", None) or [])
    if str(value) in choices:
        return str(choices[str(value)])
    if isinstance(value, list | dict):
        return ", ".join(shown(None, one) for one in value)
    text = shown_day(value) or shown_text(str(value))
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def shown_text(text: str) -> str:
    """What was kept as a telephone number is read as one, whatever it is the value of."""
    return phones.shown(text) if phones.is_kept(text) else text


def shown_day(value: Any) -> str:
    """A day or a moment in ISO form, as the language writes it."""
    language = get_language() or "he"
    if not isinstance(value, str) or len(value) < len("2026-11-22") or value[4:5] != "-":
        return ""
    try:
        if len(value) == len("2026-11-22"):
            return days.shown_date(date.fromisoformat(value), language)
        moment = datetime.fromisoformat(value)
        return days.shown_moment(timezone.localtime(moment) if moment.tzinfo else moment, language)
    except ValueError:
        return ""


def model_of(entry: Entry) -> type[models.Model] | None:
    try:
        return apps.get_model(entry.subject_kind)
    except (LookupError, ValueError):
        return None


def field_of(model: type[models.Model] | None, name: str) -> Any:
    try:
        return model._meta.get_field(name) if model else None  # noqa: SLF001
    except FieldDoesNotExist:
        return None


def kind_name(kind: str) -> str:
    return str(kinds().get(kind, kind))


def kinds_named(word: str) -> list[str]:
    """The kinds whose name, in the reader's language, holds this folded word."""
    return [kind for kind, name in kinds().items() if word in folded(str(name))]


def group_names() -> list[tuple[str, str]]:
    return [(group, str(name)) for group, (name, _icon) in groups().items()]


@lru_cache(maxsize=1)
def kinds() -> dict[str, Any]:
    """{kind: its name} of all apps."""
    return {str(one): one.label for module in kind_modules() for one in getattr(module, "Kind", ())}


def groups() -> dict[str, tuple[Any, str]]:
    """{first word of a kind: its name and icon} of all apps, in the order of the stack."""
    return announced("GROUPS")


def details() -> dict[str, Any]:
    """{a detail that is no field of its row: what it is called} of all apps."""
    return announced("DETAILS")


def values() -> dict[str, dict[str, Any]]:
    """{a detail that is no field of its row: {the word that is kept: what it says}} of all apps."""
    return announced("VALUES")


@lru_cache(maxsize=3)
def announced(name: str) -> dict[str, Any]:
    """What the apps' `kinds` hold under this name, together."""
    found: dict[str, Any] = {}
    for module in kind_modules():
        found |= getattr(module, name, {})
    return found


def kind_modules() -> list[Any]:
    names = [f"{config.name}.kinds" for config in apps.get_app_configs() if config.name.startswith("kesher.")]
    return [import_module(name) for name in names if find_spec(name)]
