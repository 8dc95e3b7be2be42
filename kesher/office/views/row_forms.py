"""The form of a settings list's row, made from the fields that its line names."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.core.words import cleaned
from kesher.office.lists import SettingsList

MOST_LINES = 200


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


def row_form(one: SettingsList) -> type[OwnedForm]:
    fields = forms.fields_for_model(one.model, fields=one.fields, field_classes={"choices": LinesField})
    return type("RowForm", (OwnedForm,), fields)
