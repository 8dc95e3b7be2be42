import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.entitlements.models import Unit

CLOCK = re.compile(r"([+-]?)(\d{1,6})(?::([0-5]\d))?")


class AdjustForm(OwnedForm):
    amount = forms.CharField(
        label=_("By how much"), max_length=12, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, unit: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit = unit
        help_text = _("Hours, e.g. 1:30 or -2") if unit == Unit.MINUTES else _("A number, e.g. 2 or -1")
        self.fields["amount"].help_text = help_text

    def clean_amount(self) -> int:
        found = CLOCK.fullmatch(self.cleaned_data["amount"].replace("−", "-").replace(" ", ""))
        if found is None or (found[3] and self.unit != Unit.MINUTES):
            raise forms.ValidationError(_("Please write it like 1:30 or -2."), code="unclear-amount")
        quantity = int(found[2]) * 60 + int(found[3] or 0) if self.unit == Unit.MINUTES else int(found[2])
        return -quantity if found[1] == "-" else quantity
