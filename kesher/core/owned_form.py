"""Forms over tenant rows: choices are narrowed to the business, so another tenant's id is not a choice.

A form of a row that others may change too is given `who_changed` and does not write over their changes (opened.py).
Texts are cleaned of invisible characters; a moment that was shown to the minute and left alone keeps its seconds; a refusal's
problems become errors of the form, and the summary above it draws those that have a way out. What is out of bounds is said as a person would say it, in every form (`LIMITS`).
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kesher.core import opened
from kesher.core.opened import WhoChanged
from kesher.core.refusals import Problem, Refused
from kesher.core.words import cleaned, cleaned_lines

LIMITS = {
    "min_value": _("Please enter %(limit_value)s or more."),
    "max_value": _("Please enter %(limit_value)s or less."),
    "max_length": ngettext_lazy(
        "Please shorten this to one character.",
        "Please shorten this to %(limit_value)d characters; there are %(show_value)d.",
        "limit_value",
    ),
}


class OwnedForm(forms.Form):
    def __init__(
        self, *args: Any, business: Any, who_changed: WhoChanged | None = None, **options: Any
    ) -> None:
        self.business = business
        self.who_changed = who_changed
        self.ways_out: list[Problem] = []
        super().__init__(*args, **options)
        for field in self.fields.values():
            narrow(field, business)

    @property
    def opened(self) -> str:
        """What the form carries along, to be posted with it."""
        return json.dumps(opened.values(self), ensure_ascii=False) if self.who_changed else ""

    def full_clean(self) -> None:
        say_limits(self.fields.values())
        clashing = opened.reconcile(self) if self.is_bound and self.who_changed else []
        super().full_clean()
        for name in clashing:
            self.add_error(name, self.clash(name))

    def clash(self, name: str) -> forms.ValidationError:
        change = self.who_changed(name, str(self.fields[name].label)) if self.who_changed else None
        return forms.ValidationError(opened.sentence(self, name, change), code="clash")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        return {name: tidy(self.fields[name], self.as_shown(name, value)) for name, value in values.items()}

    def as_shown(self, name: str, value: Any) -> Any:
        shown = self.get_initial_for_field(self.fields[name], name)
        if not (isinstance(value, datetime) and isinstance(shown, datetime)):
            return value
        return shown if value == shown.replace(second=0, microsecond=0) else value

    def explain_besides(self, problems: Iterable[Problem]) -> None:
        """What the rule would refuse in the other fields of a form that comes back anyway, so that one round tells all."""
        told = {*self.errors}
        if told:
            self.explain(Refused([one for one in problems if one.field in {*self.fields} - told]))

    def explain(self, refused: Refused) -> None:
        """Shows each problem at its field, or above the form; there too who may override, and its fix."""
        self.ways_out += [one for one in refused.problems if one.has_way_out]
        for problem in refused.problems:
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, forms.ValidationError(str(problem.sentence), code=problem.code))


class OwnedModelForm(OwnedForm, forms.ModelForm[Any]):
    """Over one row of the business; `business` takes part in validation, so unique names are checked."""

    def __init__(self, *args: Any, business: Any, **options: Any) -> None:
        super().__init__(*args, business=business, **options)
        self.instance.business = business

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions()} - {"business"}  # type: ignore[misc]


def say_limits(fields: Iterable[forms.Field]) -> None:
    """A field's own sentence goes before."""
    for field in fields:
        field.error_messages = {**LIMITS, **field.error_messages}


def narrow(field: forms.Field, business: Any) -> None:
    """A choice of tenant rows offers this business's rows alone."""
    queryset = getattr(field, "queryset", None)
    if isinstance(queryset, models.QuerySet) and hasattr(queryset.model, "business"):
        field.queryset = queryset.filter(business=business)  # type: ignore[attr-defined]


def tidy(field: forms.Field, value: Any) -> Any:
    if not isinstance(value, str) or isinstance(field.widget, forms.PasswordInput):
        return value
    return cleaned_lines(value) if isinstance(field.widget, forms.Textarea) else cleaned(value)
