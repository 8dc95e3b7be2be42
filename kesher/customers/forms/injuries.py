from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.day_field import DayField
from kesher.core.owned_form import OwnedForm


class InjuryForm(OwnedForm):
    title = forms.CharField(label=_("Injury"), max_length=120)
    remarks = forms.CharField(
        label=_("What staff should know"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    starts_on = DayField(label=_("From"), past=True)
    ends_on = DayField(label=_("Until"), required=False, help_text=_("Left empty: until it is ended"))
    shows_at_check_in = forms.BooleanField(label=_("Show at check-in"), required=False)
    shows_at_access = forms.BooleanField(label=_("Show at access control"), required=False)


class EndForm(OwnedForm):
    ends_on = DayField(label=_("Last day"))
