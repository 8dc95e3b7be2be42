"""What a list can be narrowed by, and kept as. These forms only gather; the address is read by filtering.py."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.customers.filtering import FIXED, ME, NONE, Choice, Wanted
from kesher.customers.models import FieldKind
from kesher.customers.phrasing import fixed_labels

LABELS = {
    "role": _("Role"),
    "stage": _("Stage"),
    "tag": _("Tags"),
    "manager": _("Account manager"),
    "branch": _("Branch"),
    "source": _("Source"),
    "month": _("Birthday in"),
    "added": _("Added"),
}


class FilterForm(OwnedForm):
    """One group of choices for each filter; a group without choices is left out."""

    def __init__(
        self, *args: Any, wanted: Wanted, choices: Mapping[str, Sequence[Choice]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            offered = options_of(name, choices)
            if offered:
                initial = list(wanted.chosen.get(name, ()))
                self.fields[name] = several(label, offered, initial)
        for field in choices.get("field", []):
            self.fields[f"field_{field.id}"] = own_field(field, wanted.fields.get(field.id, ""))
        self.fields["archived"] = forms.BooleanField(
            label=_("Only people in the archive"),
            required=False,
            initial=wanted.is_archived,
            widget=forms.CheckboxInput(attrs={"value": "1"}, check_test=bool),
        )


def several(label: Any, offered: list[tuple[str, Any]], initial: list[str]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=offered, initial=initial, required=False, widget=forms.CheckboxSelectMultiple
    )


def own_field(field: Choice, value: str) -> forms.Field:
    if field.colour == FieldKind.YES_NO:
        offered = [("", _("Any")), ("1", _("Yes")), ("0", _("No"))]
        return forms.ChoiceField(label=field.name, choices=offered, initial=value, required=False)
    return forms.CharField(label=field.name, initial=value, required=False, max_length=100)


def options_of(name: str, choices: Mapping[str, Sequence[Choice]]) -> list[tuple[str, Any]]:
    if name in FIXED:
        return list(fixed_labels(name).items())
    rows = [(str(choice.id), choice.name) for choice in choices.get(name, [])]
    extra = [(ME, _("Me"))] if name == "manager" else []
    return [*extra, *rows, (NONE, _("None"))] if rows else []
