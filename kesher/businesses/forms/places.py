from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models.business import DealerStatus
from kesher.core.hours_field import HoursField
from kesher.core.owned_form import OwnedForm


class DetailsForm(OwnedForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    legal_name = forms.CharField(label=_("Legal name"), max_length=120, required=False)
    tax_number = forms.CharField(label=_("Tax number"), max_length=12, required=False)
    dealer_status = forms.ChoiceField(label=_("Dealer status"), choices=DealerStatus.choices)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    opening_hours = HoursField()


class BranchForm(OwnedForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    opening_hours = HoursField(label=_("Opening hours of its own"))


class LogoForm(OwnedForm):
    logo = forms.FileField(label=_("Logo"), widget=forms.FileInput(attrs={"accept": "image/*"}))


class MailForm(OwnedForm):
    mail_host = forms.CharField(label=_("Server"), max_length=120, required=False, empty_value="")
    mail_port = forms.TypedChoiceField(
        label=_("Port"), coerce=int, choices=[(port, str(port)) for port in (587, 465, 25, 2525)]
    )
    mail_security = forms.ChoiceField(
        label=_("Encryption"), choices=[("starttls", "STARTTLS"), ("tls", "TLS"), ("none", _("None"))]
    )
    mail_user = forms.CharField(label=_("User name"), max_length=120, required=False)
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    mail_from = forms.CharField(label=_("Sender"), max_length=160, required=False)


class TestMailForm(OwnedForm):
    to = forms.EmailField(label=_("Send the test message to"))


class ActivationForm(OwnedForm):
    code = forms.CharField(
        label=_("Activation code"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"}),
    )
