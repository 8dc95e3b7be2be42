"""Box 1: the person, further numbers, addresses, relations, consent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.core.phone_field import PhoneField, PhoneForm
from kesher.customers import consenting, relating
from kesher.customers.forms.person import PersonForm, in_use
from kesher.customers.models import Channel, ContactNumber, Purpose


class ContactForm(PersonForm):
    job_title = forms.CharField(label=_("Job title"), max_length=80, required=False)


class NumberForm(PhoneForm):
    phone = PhoneField(label=_("Phone"))
    label = forms.CharField(
        label=_("Label"), max_length=40, required=False, help_text=_("For example: work, mother")
    )
    can_call = forms.BooleanField(label=_("Calls"), required=False, initial=True)
    can_sms = forms.BooleanField(label=_("SMS"), required=False, initial=True)
    can_whatsapp = forms.BooleanField(label=_("WhatsApp"), required=False, initial=True)
    is_default_for_messages = forms.BooleanField(
        label=_("Send messages here"), required=False, help_text=_("Instead of the main phone")
    )


class AddressForm(OwnedForm):
    town = forms.CharField(label=_("Town"), max_length=60, required=False)
    street = forms.CharField(label=_("Street"), max_length=80, required=False)
    house = forms.CharField(label=_("House number"), max_length=12, required=False)
    entrance = forms.CharField(label=_("Entrance"), max_length=8, required=False)
    floor = forms.CharField(label=_("Floor"), max_length=8, required=False)
    flat = forms.CharField(label=_("Flat"), max_length=8, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    country = forms.CharField(label=_("Country"), max_length=40, required=False, help_text=_("Only abroad"))
    label = forms.CharField(
        label=_("Label"), max_length=40, required=False, help_text=_("For example: home, work")
    )
    remarks = forms.CharField(label=_("How to get in"), max_length=200, required=False)
    is_main = forms.BooleanField(label=_("Main address"), required=False)


class RelationForm(OwnedForm):
    side = forms.ChoiceField(
        label=_("What the other one is"),
        choices=[(key, label) for key, (_kind, label, _turned) in relating.SIDES.items()],
    )
    other: forms.Field = forms.ModelChoiceField(label=_("Person or company"), queryset=None)
    remarks = forms.CharField(label=_("Remarks"), max_length=120, required=False)

    def __init__(self, *args: Any, business: Any, staff: Any, **options: Any) -> None:
        super().__init__(*args, business=business, **options)
        self.fields["other"].queryset = business.customers.visible_to(staff).current()  # type: ignore[attr-defined]


class TagsForm(OwnedForm):
    tags: forms.Field = forms.ModelMultipleChoiceField(
        label=_("Tags"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, business: Any, customer: Any, **options: Any) -> None:
        super().__init__(*args, business=business, initial={"tags": customer.tags.all()}, **options)
        rows = in_use(business.tags.all()) | business.tags.filter(customer_links__customer=customer)
        self.fields["tags"].queryset = rows.distinct()  # type: ignore[attr-defined]


class ConsentForm(OwnedForm):
    """One question per channel and purpose; what stays unanswered was not asked."""

    how = forms.CharField(label=_("How it was given"), max_length=120, required=False)

    def __init__(
        self, *args: Any, number: ContactNumber | None, stands: dict[Any, Any], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.asked = consenting.questions(number)
        for channel, purpose in self.asked:
            last = stands.get((number.pk if number else None, channel, purpose))
            self.fields[f"{channel}-{purpose}"] = forms.ChoiceField(
                label=Purpose(purpose).label,
                choices=[("1", _("Yes")), ("0", _("No"))]
                if last
                else [("", _("Not asked")), ("1", _("Yes")), ("0", _("No"))],
                initial="" if last is None else str(int(last.is_given)),
                required=False,
                widget=forms.RadioSelect,
            )

    def by_channel(self) -> list[tuple[Any, list[Any]]]:
        channels = dict.fromkeys(channel for channel, _purpose in self.asked)
        return [
            (Channel(one).label, [self[f"{one}-{to}"] for at, to in self.asked if at == one])
            for one in channels
        ]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        said = {(channel, purpose): typed.get(f"{channel}-{purpose}", "") for channel, purpose in self.asked}
        return {
            "answers": {question: text == "1" for question, text in said.items() if text},
            "how": typed.get("how", ""),
        }
