"""Box 2: branch, invoice, the person's own facts, and the fields that the business added."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models.staff import Gender
from kesher.businesses.permissions import Permission
from kesher.core import completed_field, days, identities
from kesher.core.day_field import DayField, DayInput
from kesher.core.owned_form import OwnedForm
from kesher.customers import adding, custom_fields, veiling
from kesher.customers.forms.person import branches_for, has_several_branches
from kesher.customers.models import Customer, CustomField, FieldKind

OWN = (
    "branch", "invoice_name", "invoice_tax_number", "invoice_email", "invoice_address", "payer", "gender", "birthday",
    "id_number",
)  # fmt: skip


class InvoiceForm(OwnedForm):
    branch: forms.Field = forms.ModelChoiceField(
        label=_("Branch"), queryset=None, required=False, empty_label="–"
    )
    invoice_name = forms.CharField(label=_("Name on invoice"), max_length=120, required=False)
    payer: forms.Field = forms.ModelChoiceField(label=_("Who pays"), queryset=None, required=False)
    invoice_tax_number = forms.CharField(label=_("Company or dealer number"), max_length=12, required=False)
    invoice_email = forms.EmailField(label=_("E-mail for invoices"), required=False)
    invoice_address = forms.CharField(label=_("Address on invoice"), max_length=200, required=False)
    gender = forms.ChoiceField(label=_("Gender"), choices=[("", "–"), *Gender.choices], required=False)
    birthday = DayField(label=_("Birthday"), required=False, past=True)
    id_number = forms.CharField(label=_("ID number"), max_length=20, required=False)

    def __init__(self, *args: Any, business: Any, staff: Any, customer: Customer, **options: Any) -> None:
        initial = {name: getattr(customer, name) for name in OWN} | {
            "id_number": identities.masked(customer.id_number)
        }
        super().__init__(*args, business=business, initial=initial, **options)
        self.fields["branch"].queryset = branches_for(business, staff, customer.branch)  # type: ignore[attr-defined]
        payers = business.customers.visible_to(staff).current()
        held_payer = business.customers.filter(pk=customer.payer_id)
        self.fields["payer"].queryset = payers | held_payer  # type: ignore[attr-defined]
        payer: Any = self.fields["payer"]
        payer.label_from_instance = partial(veiling.name_for, by=staff)
        self.held_payer, self.payer_name = customer.payer, veiling.name_for(customer.payer, by=staff)
        self.own = custom_fields.in_use(business)
        self.held = custom_fields.values_of(customer)
        for field in self.own:
            self.fields[custom_fields.name_of(field)] = asked(field, self.held.get(field.pk, ""))
        if not has_several_branches(business):
            del self.fields["branch"]
        if not staff.may(Permission.CUSTOMER_IDENTITY):
            del self.fields["id_number"]

    def own_fields(self) -> list[Any]:
        return [self[custom_fields.name_of(field)] for field in self.own]

    def clean_payer(self) -> Customer | None:
        chosen = self.cleaned_data["payer"]
        payer: Customer | None = completed_field.meant(
            self, chosen, held=self.held_payer, name=self.payer_name
        )
        return payer

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        values = {field: str(typed.pop(custom_fields.name_of(field), "") or "") for field in self.own}
        if "id_number" in typed and typed["id_number"] == self.initial["id_number"]:
            del typed["id_number"]
        today = timezone.localdate()
        self.explain_besides(adding.problems(details=typed, today=today))
        self.explain_besides(custom_fields.problems(values=values, today=today, held=self.held))
        return typed | {"values": values}


def asked(field: CustomField, value: str) -> forms.Field:
    """The form field of one of the business's fields; its value is checked by the rule, not here."""
    text: dict[str, Any] = {"label": field.name, "required": field.is_required, "initial": value}
    match field.kind:
        case FieldKind.LONG_TEXT:
            return forms.CharField(**text, widget=forms.Textarea(attrs={"rows": 3}))
        case FieldKind.CHOICE:
            kept = [value] if value and value not in field.choices else []
            return forms.ChoiceField(
                **text, choices=[("", "–"), *((one, one) for one in [*field.choices, *kept])]
            )
        case FieldKind.YES_NO:
            return forms.ChoiceField(**text, choices=[("", "–"), ("1", _("Yes")), ("0", _("No"))])
        case FieldKind.DATE:
            return forms.CharField(**text | {"initial": shown_day(value)}, widget=DayInput())
    return forms.CharField(**text)


def shown_day(value: str) -> str:
    return days.shown_date(date.fromisoformat(value)) if value else ""
