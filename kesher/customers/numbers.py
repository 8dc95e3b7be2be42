"""Further telephone numbers of a person, each as useful as the first one (A057-A058, AMB-34).

1. A further number has a label and says what it can do: calls, SMS, WhatsApp; at least one of them. Where nothing is said,
   it can do all, and a landline here only calls.
2. A person has each number once, the main one included.
3. Messages go to one number: choosing another one takes it from the former; with none chosen they go to the main phone,
   and so does what the chosen one cannot do.
4. The number that messages go to can do SMS or WhatsApp.
5. A number that the numbering plan does not know is kept as dialled.
6. Its removal takes the answers about its consent along; the log keeps them.
7. A removal can be taken back, with those answers. The number is chosen for messages again unless another one was meanwhile.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core import phones
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import moving, searching, standing
from kesher.customers.kinds import Kind
from kesher.customers.models import ContactNumber, Customer
from kesher.customers.moving import Package

LABEL = "customers.contactnumber"
FIELDS = ("phone", "label", "can_call", "can_sms", "can_whatsapp", "is_default_for_messages")


def problems(
    customer: Customer, *, details: dict[str, Any], besides: ContactNumber | None = None
) -> list[Problem]:
    found = []
    others = [one.phone for one in customer.numbers.all() if one != besides]
    if phones.parsed(details["phone"]) is None:
        found.append(Problem("phone-unreadable", _("This is not a telephone number."), field="phone"))
    elif kept(details["phone"]) in {customer.phone, *others}:
        found.append(Problem("phone-known", _("This person has this number already."), field="phone"))
    if not (details["can_call"] or details["can_sms"] or details["can_whatsapp"]):
        found.append(Problem("number-unable", _("Please choose what this number can do."), field="can_call"))
    elif details["is_default_for_messages"] and not (details["can_sms"] or details["can_whatsapp"]):
        sentence = _("Messages need a number that can do SMS or WhatsApp.")
        found.append(Problem("number-mute", sentence, field="is_default_for_messages"))
    return found


@transaction.atomic
def add(customer: Customer, *, phone: str, by: Any, now: datetime, **details: Any) -> ContactNumber:
    customer = standing.held(customer)
    details = {**defaults(), **abilities(phone), **details, "phone": phone}
    refuse_if(problems(customer, details=details))
    make_room(customer, details)
    number: ContactNumber = customer.numbers.create(
        business=customer.business, **{**details, "phone": kept(phone)}
    )
    searching.renew(customer)
    record(Kind.NUMBER_ADDED, number, by=by, now=now, **told(number))
    return number


@transaction.atomic
def change(number: ContactNumber, *, by: Any, now: datetime, **details: Any) -> ContactNumber:
    customer = standing.held(number.customer)
    number = number.fresh()
    before = {name: getattr(number, name) for name in FIELDS}
    details = {**before, **details}
    refuse_if(problems(customer, details=details, besides=number))
    changed = changes(before, {**details, "phone": kept(details["phone"])})
    if not changed:
        return number
    make_room(customer, details, besides=number)
    for name, (_old, new) in changed.items():
        setattr(number, name, new)
    number.save(update_fields=list(changed))
    searching.renew(customer)
    record(Kind.NUMBER_CHANGED, number, by=by, now=now, changes=changed)
    return number


@transaction.atomic
def remove(number: ContactNumber, *, by: Any, now: datetime) -> Package:
    """Returns what puts it back."""
    customer, package = standing.held(number.customer), Package()
    number = number.fresh()
    record(Kind.NUMBER_REMOVED, number, by=by, now=now, label=number.label)
    for consent in number.consents.order_by("-pk"):
        moving.remove(consent, package)
    moving.remove(number, package)
    searching.renew(customer)
    return package


@transaction.atomic
def restore(customer: Customer, package: Package, *, by: Any, now: datetime) -> ContactNumber:
    """Rule 7."""
    customer = standing.held(customer)
    values = moving.taken(package, LABEL)
    refuse_if(problems(customer, details=values))
    if customer.numbers.filter(is_default_for_messages=True).exists():
        values["is_default_for_messages"] = False
    for one in reversed(package.removed):
        moving.bring_back(*one)
    number: ContactNumber = customer.numbers.get(pk=values["id"])
    searching.renew(customer)
    record(Kind.NUMBER_RESTORED, number, by=by, now=now, label=number.label)
    return number


def told(number: ContactNumber) -> dict[str, Any]:
    """For the log, besides the number: its label, what it can do, whether messages go there."""
    values = {name: getattr(number, name) for name in FIELDS if name != "phone"}
    return {name: value for name, value in values.items() if value}


def for_whatsapp(customer: Customer) -> str:
    """Rule 3; empty where it would reach nobody."""
    chosen = next((one for one in customer.further_numbers if one.is_default_for_messages), None)
    if chosen and chosen.can_whatsapp and chosen.phone.startswith("+"):
        return str(chosen.phone)
    return customer.phone if is_mobile(customer.phone) else ""


def is_mobile(phone: str) -> bool:
    """Abroad any number may be a mobile one; here they start with 05."""
    return phone.startswith("+") and (not phone.startswith("+972") or phone[4:5] == "5")


def abilities(phone: str) -> dict[str, bool]:
    """Rule 1: what a number can do, as far as it says itself."""
    is_landline = kept(phone).startswith("+972") and not is_mobile(kept(phone))
    return {"can_call": True, "can_sms": not is_landline, "can_whatsapp": not is_landline}


def make_room(customer: Customer, details: dict[str, Any], besides: ContactNumber | None = None) -> None:
    """Rule 3."""
    if details["is_default_for_messages"]:
        former = customer.numbers.filter(is_default_for_messages=True)
        former.filter(pk__in=[one.pk for one in former if one != besides]).update(
            is_default_for_messages=False
        )


def kept(phone: str) -> str:
    """Rule 5."""
    read = phones.parsed(phone)
    return read.e164 if read else phone[:32]


def defaults() -> dict[str, Any]:
    blank = ContactNumber()
    return {name: getattr(blank, name) for name in FIELDS}
