from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.customers.models import Role


class AddForm(OwnedForm):
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=32, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[(Role.LEAD, _("Lead")), (Role.CUSTOMER, _("Customer"))])
