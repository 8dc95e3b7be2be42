"""What a list can be narrowed by, and kept as. These forms only gather; the address is read by filtering.py."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.day_field import DayField
from kesher.core.owned_form import OwnedForm
from kesher.customers.filtering import FIXED, ME, NONE, Choice, Wanted
from kesher.customers.models import CustomField, FieldKind
from kesher.customers.phrasing import fixed_labels
from kesher.customers.ranging import TO

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
        self,
        *args: Any,
        wanted: Wanted,
        choices: Mapping[str, Sequence[Choice]],
        own: Sequence[CustomField],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            offered = options_of(name, choices)
            if offered:
                initial = list(wanted.chosen.get(name, ()))
                self.fields[name] = several(label, offered, initial)
        for field in own:
            self.fields |= own_fields(field, wanted.fields.get(field.pk, ""))
        self.fields["archived"] = forms.BooleanField(
            label=_("Only people in the archive"),
            required=False,
            initial=wanted.is_archived,
            widget=forms.CheckboxInput(attrs={"value": "1"}, check_test=bool),
        )

    def rows(self) -> list[list[Any]]:
        """The fields as they stand: both ends of a range side by side."""
        found: list[list[Any]] = []
        for bound in self:
            if bound.name.endswith("_to"):
                found[-1].append(bound)
            else:
                found.append([bound])
        return found


def several(label: Any, offered: list[tuple[str, Any]], initial: list[str]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=offered, initial=initial, required=False, widget=forms.CheckboxSelectMultiple
    )


def own_fields(field: CustomField, value: str) -> dict[str, forms.Field]:
    """Days and numbers are asked for from one to another."""
    name = f"field_{field.pk}"
    if field.kind not in {FieldKind.NUMBER, FieldKind.DATE}:
        return {name: own_field(field, field.name, value)}
    first, _to, last = value.partition(TO) if TO in value else (value, TO, value)
    labels = (_("%(name)s: from"), _("%(name)s: to"))
    from_label, to_label = (str(label) % {"name": field.name} for label in labels)
    return {
        f"{name}_from": own_field(field, from_label, first),
        f"{name}_to": own_field(field, to_label, last),
    }


def own_field(field: CustomField, label: str, value: str) -> forms.Field:
    text: dict[str, Any] = {"label": label, "initial": value, "required": False}
    match field.kind:
        case FieldKind.YES_NO:
            return forms.ChoiceField(**text, choices=[("", _("Any")), ("1", _("Yes")), ("0", _("No"))])
        case FieldKind.CHOICE:
            offered = dict.fromkeys([*field.choices, *([value] if value else [])])
            return forms.ChoiceField(**text, choices=[("", _("Any")), *((one, one) for one in offered)])
        case FieldKind.DATE:
            return DayField(**text)
        case FieldKind.NUMBER:
            return forms.CharField(
                **text, max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
            )
    return forms.CharField(**text, max_length=100)


def options_of(name: str, choices: Mapping[str, Sequence[Choice]]) -> list[tuple[str, Any]]:
    if name in FIXED:
        return list(fixed_labels(name).items())
    rows = [(str(choice.id), choice.name) for choice in choices.get(name, [])]
    extra = [(ME, _("Me"))] if name == "manager" else []
    return [*extra, *rows, (NONE, _("None"))] if rows else []
