from django import forms

from kesher.core.owned_form import OwnedForm


class SubscriptionForm(OwnedForm):
    """What the browser says of itself."""

    endpoint = forms.CharField(max_length=600)
    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=60)
    shows_details = forms.BooleanField(required=False)
