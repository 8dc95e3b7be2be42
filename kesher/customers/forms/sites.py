from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.day_field import DayField
from kesher.core.owned_form import OwnedForm
from kesher.core.phone_field import PhoneField, PhoneForm
from kesher.customers.models import Customer


class SiteForm(PhoneForm):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("For example: main office, warehouse"))
    town = forms.CharField(label=_("Town"), max_length=60, required=False)
    street = forms.CharField(label=_("Street"), max_length=80, required=False)
    house = forms.CharField(label=_("House number"), max_length=10, required=False)
    details = forms.CharField(label=_("Entrance, floor, flat"), max_length=80, required=False)
    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    access_notes = forms.CharField(
        label=_("How to get in"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Code, guard, parking, dog"),
    )


class EquipmentForm(OwnedForm):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("For example: air conditioner, server")
    )
    site: forms.Field = forms.ModelChoiceField(label=_("Site"), queryset=None, required=False)
    maker = forms.CharField(label=_("Manufacturer"), max_length=60, required=False)
    model = forms.CharField(label=_("Model"), max_length=80, required=False)
    serial_number = forms.CharField(label=_("Serial number"), max_length=80, required=False)
    installed_on = DayField(label=_("Installed on"), required=False, past=True)
    warranty_until = DayField(label=_("Warranty until"), required=False)
    remarks = forms.CharField(
        label=_("Remarks"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, business: Any, customer: Customer, site: Any = None, **options: Any
    ) -> None:
        super().__init__(*args, business=business, **options)
        kept = customer.sites.filter(retired_at=None) | customer.sites.filter(pk=site)
        self.fields["site"].queryset = kept.distinct()  # type: ignore[attr-defined]
