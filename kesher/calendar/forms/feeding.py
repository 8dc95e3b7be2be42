from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm


class FeedForm(OwnedForm):
    hides_names = forms.BooleanField(
        label=_("Without customers' names"),
        required=False,
        help_text=_("Other programs then see the kind of meeting and its hours only"),
    )
