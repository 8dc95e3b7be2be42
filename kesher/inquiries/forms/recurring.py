from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.calendar.forms.recurring import REPEATS, RecurrenceFields
from kesher.core.owned_form import OwnedForm


class RepeatForm(RecurrenceFields, OwnedForm):
    """How it comes again, and how long before its turn the next one is opened."""

    lead_days = forms.IntegerField(
        label=_("Opened so many days ahead"), min_value=0, max_value=60, required=False, initial=0
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        repeats: Any = self.fields["repeats"]
        repeats.required, repeats.choices = True, [one for one in REPEATS if one[0]]
