from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm


class SignForm(OwnedForm):
    name = forms.CharField(label=_("Who signs"), max_length=120)
    image = forms.CharField(required=False, max_length=300_000, widget=forms.HiddenInput)
    client_key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
