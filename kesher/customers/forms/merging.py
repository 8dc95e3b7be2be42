from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kesher.core import days, identities
from kesher.customers.forms.planning import PlanForm
from kesher.customers.merge_choices import MERGED, SURVIVOR, Choice

NOTHING = _("(empty)")


def shown(value: Any, name: str = "") -> Any:
    """An ID number is masked: reading one is recorded, comparing two is not."""
    if value and name == "id_number":
        return identities.masked(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return days.shown_date(value, get_language() or "he")
    return value or NOTHING


class MergeForm(PlanForm):
    """One question for each field in which the two differ."""

    def __init__(self, *args: Any, choices: list[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = choices
        for one in choices:
            self.fields[one.name] = forms.ChoiceField(
                label=str(one.label)[:1].upper() + str(one.label)[1:],
                choices=[(SURVIVOR, shown(one.survivor, one.name)), (MERGED, shown(one.merged, one.name))],
                initial=one.suggested,
                widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
                required=False,
            )

    def questions(self) -> list[Any]:
        return [self[one.name] for one in self.asked]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        names = {one.name for one in self.asked}
        return {
            "seen": typed.get("seen", ""),
            "choices": {name: typed[name] for name in names if typed.get(name)},
        }
