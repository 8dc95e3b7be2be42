"""The form of a settings list's row, made from the fields that its line names."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.core.words import cleaned
from kesher.office.lists import SettingsList

MOST_LINES = 200
GONE = ("retired_at", "left_at")
"""fields that say that a row is no longer offered"""


class LinesField(forms.CharField):
    """A list of texts, one in each line, each once."""

    def __init__(self, **options: Any) -> None:
        options.pop("encoder", None)
        options.pop("decoder", None)
        help_text = _("One in each line")
        super().__init__(**{**options, "widget": forms.Textarea(attrs={"rows": 5}), "help_text": help_text})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [cleaned(line)[:120] for line in super().clean(value).splitlines()]
        return list(dict.fromkeys(line for line in lines if line))[:MOST_LINES]


class RowForm(OwnedForm):
    """Rows of other lists are offered while they are in use, besides those that stand there already. A type's parent is of its
    own kind; while that is still to be chosen, each says of which kind it is.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = offered(field.queryset, self.initial.get(name))
        if "parent" in self.fields and "kind" in self.fields:
            self.same_kind(self.fields["parent"])

    def same_kind(self, parent: Any) -> None:
        kind = self.initial.get("kind")
        if kind:
            parent.queryset = parent.queryset.filter(kind=kind)
        else:
            parent.label_from_instance = lambda one: f"{one.get_kind_display()} · {one}"


def offered(rows: Any, kept: Any) -> Any:
    names = {field.name for field in rows.model._meta.concrete_fields}  # noqa: SLF001
    keys = [one.pk for one in (kept if isinstance(kept, list) else [kept]) if one is not None]
    return rows.filter(Q(**{name: None for name in GONE if name in names}) | Q(pk__in=keys))


def limited(field: Any, **options: Any) -> Any:
    """A number with the limit that its column names; a form that is no model's does not ask the column."""
    if isinstance(field, models.IntegerField):
        limits = [one.limit_value for one in field.validators if isinstance(one, MaxValueValidator)]
        options |= {"max_value": min(limits)} if limits else {}
    return field.formfield(**options)


def row_form(one: SettingsList) -> type[RowForm]:
    widgets: dict[str, type[forms.Widget] | forms.Widget] = dict.fromkeys(
        one.keys()[1], forms.CheckboxSelectMultiple
    )
    fields = forms.fields_for_model(
        one.model,
        fields=one.fields,
        field_classes={"choices": LinesField},
        widgets=widgets,
        formfield_callback=limited,
    )
    return type("RowForm", (RowForm,), fields)
