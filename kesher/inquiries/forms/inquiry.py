"""The forms of the four kinds: one set of fields, of which each kind has its own (R087-R145).

A field that is not shown would come back empty: a kind has just the fields that its page shows, and a list without
anything to choose (teams, a single branch) is no field.
"""

from functools import cache, partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.calendar.forms.reminding import FIELDS as REMINDER
from kesher.calendar.forms.reminding import ReminderFields
from kesher.contracts import covering
from kesher.core import completed_field
from kesher.core.files_field import FilesField, PhotoField
from kesher.core.keys import key_from
from kesher.core.moment_field import MomentField
from kesher.core.owned_form import OwnedForm
from kesher.core.phone_field import PhoneField
from kesher.customers.models import Customer
from kesher.inquiries.forms import rows
from kesher.inquiries.forms.rows import Pairs, RowField, RowsField
from kesher.inquiries.models import Category, Channel, InquiryKind

MOST_ITEMS = 50
PLACE = ("contact_name", "phone", "email", "address", "site", "equipment", "contract")
"""what choosing the customer fills (R123-R125)"""
COMMON = ("customer", "type", "details", *PLACE, "branch")
HANDLED = (*COMMON, "status", "staff", "team", "priority", "target_at")
FIELDS: dict[str, tuple[str, ...]] = {
    InquiryKind.MESSAGE: (*HANDLED, "channel"),
    InquiryKind.TASK: (*HANDLED, "starts_at", "ends_at", "percent", "is_shown_at_access"),
    InquiryKind.SERVICE_CALL: (*HANDLED, "channel", "title", "starts_at", "ends_at"),
    InquiryKind.DOCUMENTATION: (*COMMON, "channel", "title"),
}
BARE = {"team": 1, "branch": 2}
"""with no more choices than these, the empty one among them, nothing is to be chosen"""
REQUIRED: dict[str, tuple[str, ...]] = {
    InquiryKind.MESSAGE: ("type", "details"),
    InquiryKind.TASK: ("customer", "type", "details", "priority", "status"),
    InquiryKind.SERVICE_CALL: ("customer", "type", "details"),
    InquiryKind.DOCUMENTATION: ("details",),
}
LABELS: dict[tuple[str, str], Any] = {
    (InquiryKind.MESSAGE, "type"): _("Message type"),
    (InquiryKind.MESSAGE, "details"): _("Message"),
    (InquiryKind.MESSAGE, "staff"): _("For whom"),
    (InquiryKind.MESSAGE, "contact_name"): _("Given by"),
    (InquiryKind.TASK, "type"): _("Task type"),
    (InquiryKind.TASK, "details"): _("What is to be done"),
    (InquiryKind.SERVICE_CALL, "type"): _("Call type"),
    (InquiryKind.SERVICE_CALL, "details"): _("The fault or the request"),
    (InquiryKind.SERVICE_CALL, "staff"): _("Technician"),
    (InquiryKind.DOCUMENTATION, "details"): _("What happened"),
}


class InquiryForm(OwnedForm):
    """Opening or changing an inquiry; `inquiry` is the one that is changed."""

    customer = RowField(label=_("Customer"), required=False)
    type = RowField(label=_("Type"), required=False)
    title = forms.CharField(label=_("Subject"), max_length=200, required=False)
    details = forms.CharField(
        label=_("Details"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    site = RowField(label=_("Site"), required=False)
    equipment = RowField(label=_("Equipment"), required=False)
    contract = RowField(label=_("Service contract"), required=False)
    channel = forms.ChoiceField(label=_("Came by"), choices=Channel.choices, initial=Channel.PHONE)
    branch = RowField(label=_("Branch"), required=False)
    status = RowField(label=_("Status"), required=False)
    priority = RowField(label=_("Priority"), required=False)
    staff = RowsField(label=_("Assignees"), required=False)
    team = RowField(label=_("Team"), required=False)
    target_at = MomentField(label=_("Target"), required=False)
    starts_at = MomentField(label=_("Start"), required=False)
    ends_at = MomentField(label=_("End"), required=False)
    percent = forms.IntegerField(
        label=_("Percent done"), required=False, min_value=0, max_value=100,
        widget=forms.NumberInput(attrs={"type": "range", "step": "1", "data-percent": ""}),
    )  # fmt: skip
    is_shown_at_access = forms.BooleanField(label=_("Show at access control"), required=False)

    def __init__(self, *args: Any, kind: str, staff: Staff, inquiry: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind, self.by, self.inquiry = kind, staff, inquiry
        for name in [*InquiryForm.base_fields]:
            if name not in FIELDS[kind]:
                del self.fields[name]
        for name in FIELDS[kind]:
            field = self.fields[name]
            field.required = name in REQUIRED[kind] or name == "channel"
            field.label = LABELS.get((kind, name), field.label)
        self.fill()

    def fill(self) -> None:
        choices = rows.offered(self.business, kind=self.kind)
        business = self.business
        sources = {
            "type": business.inquiry_types, "status": business.statuses, "priority": business.priorities,
            "team": business.teams, "branch": business.branches,
        }  # fmt: skip
        for name, source in sources.items():
            self.row(name, source, rows.pairs(choices[name]))
        if "staff" in self.fields:
            self.fields["staff"].fill(business.staff, rows.pairs(choices["staff"]))  # type: ignore[attr-defined]
        self.leave_out_bare()
        self.customer_rows(self.chosen_customer())
        if self.inquiry is None and "status" in self.fields:
            first = next((one.id for one in choices["status"] if one.colour == Category.OPEN), None)
            normal = next((one.id for one in choices["priority"] if one.colour == "normal"), None)
            self.initial.setdefault("status", first)
            self.initial.setdefault("priority", normal)

    def row(self, name: str, source: Any, choices: Pairs) -> None:
        if name in self.fields:
            kept = getattr(self.inquiry, name) if self.inquiry else None
            self.fields[name].fill(source.all(), choices, kept=kept)  # type: ignore[attr-defined]

    def leave_out_bare(self) -> None:
        for name in BARE.keys() & self.fields.keys():
            if len(self.fields[name].choices) <= BARE[name]:  # type: ignore[attr-defined]
                del self.fields[name]

    def chosen_customer(self) -> Customer | None:
        """Who is chosen so far, whether typed or given: people whom this staff member sees, and whose it is already."""
        value = self["customer"].value()
        key = str(getattr(value, "pk", value) or "")
        if self.inquiry and key == str(self.inquiry.customer_id):
            return self.inquiry.customer  # type: ignore[no-any-return]
        people = self.business.customers.visible_to(self.by)
        return people.filter(pk=key).first() if key.isdecimal() and len(key) < 16 else None  # noqa: PLR2004

    def customer_rows(self, customer: Customer | None) -> None:
        """Sites, equipment and contracts of whom is chosen."""
        self.person = customer
        people = self.business.customers.visible_to(self.by)
        choices = [(str(customer.pk), customer.full_name)] if customer else []
        self.fields["customer"].fill(people, choices, known=customer)  # type: ignore[attr-defined]
        for name, related in {"site": "sites", "equipment": "equipment", "contract": "contracts"}.items():
            if not customer:
                self.row(name, getattr(self.business, related).none(), [])
            elif name == "contract":
                self.row(name, customer.contracts, cache(partial(self.contracts_of, customer)))
            else:
                found = getattr(customer, related)
                self.row(name, found, rows.read_when_asked(found.filter(retired_at=None)))

    def contracts_of(self, customer: Customer) -> list[tuple[str, str]]:
        """Those that hold today for the chosen place, the most specific first, each with its reason (AMB-14)."""
        place = {
            name: getattr(customer, related).filter(pk=key_from(str(self[name].value() or "")) or 0).first()
            for name, related in {"site": "sites", "equipment": "equipment"}.items()
        }
        found = covering.valid_contracts(customer, day=timezone.localdate(), **place)
        return [(str(one.contract.pk), f"{one.contract} · {one.reason}") for one in found]

    def clean_customer(self) -> Any:
        return completed_field.meant(self, self.cleaned_data["customer"])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("customer") and not values.get("contact_name") and "customer" not in self.errors:
            sentence = _("Without a customer, please write who it came from.")
            self.add_error("contact_name", forms.ValidationError(sentence, code="contact-missing"))
        if "percent" in values and values["percent"] is None:
            values["percent"] = 0
        return values


ONLY_OPENING = ("checklist", "uploads", "photo")


class OpeningForm(ReminderFields, InquiryForm):
    """With a reminder, and, while opening, a checklist and files."""

    checklist = forms.CharField(
        label=_("Checklist"), required=False, max_length=4000, help_text=_("One item in each line"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    uploads = FilesField(required=False)
    photo = PhotoField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        has_nothing_ahead = self.kind == InquiryKind.DOCUMENTATION
        for name in [*(ONLY_OPENING if self.inquiry else ()), *(REMINDER if has_nothing_ahead else ())]:
            del self.fields[name]
        if self.kind != InquiryKind.SERVICE_CALL:  # whose target may follow from its contract or priority
            self.anchor_fields = ("target_at", "starts_at")  # type: ignore[misc]

    def given(self) -> dict[str, Any]:
        """The cleaned values as the verbs take them."""
        return {name: self.cleaned_data[name] for name in FIELDS[self.kind] if name in self.fields}

    def check_lines(self) -> list[str]:
        lines = self.cleaned_data["checklist"].splitlines()
        return [line.strip() for line in lines if line.strip()][:MOST_ITEMS]

    def chosen_files(self) -> list[Any]:
        return [*self.cleaned_data["uploads"], *self.cleaned_data["photo"]]
