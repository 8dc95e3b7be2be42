"""Fields whose choices are rows of the business, all of them read in one question (filtering.choices_of)."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django import forms
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat

from kesher.businesses.models import Business
from kesher.inquiries import type_tree
from kesher.inquiries.asking import Choice
from kesher.inquiries.filtering import listed

Pairs = list[tuple[str, str]] | Callable[[], list[tuple[str, str]]]
"""choices, or what reads them when they are asked for"""
NAMES = ("type", "status", "priority", "team", "branch", "staff")


def offered(business: Business, *, kind: str = "") -> dict[str, list[Choice]]:
    """What may be chosen anew: nothing retired, types of this kind only."""
    none = Value("", output_field=CharField())
    staff_name = Concat("first_name", Value(" "), "last_name", output_field=CharField())
    types = business.inquiry_types.filter(retired_at=None, **({"kind": kind} if kind else {}))
    parts = [
        listed("type", types, F("name"), F("key"), F("position"), type_tree.ABOVE),
        listed("status", open_rows(business.statuses), F("name"), F("category"), F("position")),
        listed("priority", open_rows(business.priorities), F("name"), F("key"), F("position")),
        listed("team", open_rows(business.teams), F("name"), none, F("position")),
        listed("branch", open_rows(business.branches), F("name"), none, Value(0)),
        listed("staff", business.staff.active(), staff_name, none, Value(0)),
    ]
    found: dict[str, list[Choice]] = {name: [] for name in NAMES}
    rows = parts[0].union(*parts[1:], all=True).order_by("list", "place", "label", "row")
    for name, _position, label, row, extra, above in rows:
        found[name].append(Choice(row, label.strip(), extra, above))
    return found | {"type": type_tree.in_order(found["type"])}


def open_rows(rows: Any) -> Any:
    return rows.filter(retired_at=None)


def pairs(choices: list[Choice]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in choices]


def read_when_asked(rows: Any) -> Callable[[], list[tuple[str, str]]]:
    """These rows as choices, read once and not before somebody looks."""
    return cache(lambda: [(str(one.pk), str(one)) for one in rows])


class RowField(forms.ChoiceField):
    """One row; cleaned to the row itself. `fill` gives it its rows and what may be chosen of them."""

    rows: Any = None
    known: Any = None
    none = ""
    """how it is called to choose none"""

    def fill(self, rows: Any, choices: Pairs, *, kept: Any = None, known: Any = None) -> None:
        """`kept`: the row that stands there now, though it may be retired; `known`: one that was read already."""
        self.rows, self.known = rows, known
        found = partial(self.with_kept, choices, kept)
        self.choices = found if callable(choices) else found()

    def with_kept(self, choices: Pairs, kept: Any) -> list[tuple[str, str]]:
        found = choices() if callable(choices) else choices
        if kept is not None and str(kept.pk) not in {key for key, _label in found}:
            found = [*found, (str(kept.pk), str(kept))]
        return found if self.required and kept else [("", self.none), *found]

    def clean(self, value: Any) -> Any:
        key = super().clean(value)
        if self.known is not None and key == str(self.known.pk):
            return self.known
        return self.rows.filter(pk=key).first() if key else None

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pk", value)


class RowsField(forms.MultipleChoiceField):
    """Several rows; cleaned to a list of them in the order of the choices."""

    widget = forms.CheckboxSelectMultiple
    rows: Any = None

    def fill(self, rows: Any, choices: list[tuple[str, str]]) -> None:
        self.rows, self.choices = rows, choices

    def clean(self, value: Any) -> Any:
        keys = super().clean(value)
        return list(self.rows.filter(pk__in=keys)) if keys else []

    def prepare_value(self, value: Any) -> Any:
        return [getattr(one, "pk", one) for one in value or []]
