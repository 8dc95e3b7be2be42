"""Adding a person and changing the details.

1. A person has a first name, and a way to be reached or a last name; nothing else is asked for.
2. Phones are kept as dialled abroad (E.164) where the numbering plan knows them, else as typed.
3. An ID number's check digit must be right; a company's number too.
4. The number is the business's next one, gapless.
5. A new person is a lead or a customer from that day on.
6. A change is recorded with what was there before; nothing changed, nothing recorded.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses import numbering
from kesher.businesses.models import Business
from kesher.core import identities, phones
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import searching
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Role

DETAILS = (
    "is_company", "first_name", "last_name", "phone", "email", "id_number", "gender", "birthday", "job_title",
    "language", "stage", "source", "branch", "account_manager", "invoice_name", "invoice_tax_number",
    "invoice_email", "invoice_address", "payer",
)  # fmt: skip
"""the fields that `change` takes"""
HIDDEN = {"id_number"}
"""fields whose values the log does not repeat"""


def problems(*, details: dict[str, Any], today: date) -> list[Problem]:
    found = []
    if not details.get("first_name"):
        found.append(Problem("name-missing", _("Please enter a name."), field="first_name"))
    if details.get("id_number") and not identities.is_identity_number(details["id_number"]):
        found.append(Problem("id-wrong", _("This ID number is not right: its check digit does not fit."), field="id_number"))
    if details.get("birthday") and details["birthday"] > today:
        found.append(Problem("birthday-ahead", _("A birthday cannot be in the future."), field="birthday"))
    return found


@transaction.atomic
def add(business: Business, *, by: Any, now: datetime, role: str = Role.LEAD, **details: Any) -> Customer:
    """A new lead or customer; `details` are fields of DETAILS."""
    today = timezone.localdate(now)
    refuse_if(problems(details=details, today=today))
    customer = Customer(business=business, role=role, created_at=now, **normalised(details))
    customer.number = numbering.next_number(business, "customer")
    customer.full_name = f"{customer.first_name} {customer.last_name}".strip()
    customer.search_text = searching.text_of(customer)
    customer.save()
    customer.role_periods.create(business=business, role=role, starts_on=today)
    record(Kind.ADDED, customer, by=by, now=now, role=role)
    return customer


@transaction.atomic
def change(customer: Customer, *, by: Any, now: datetime, **details: Any) -> Customer:
    """Changes the given fields; the others stay."""
    customer = customer.locked()
    whole = {"first_name": customer.first_name, **details}
    refuse_if(problems(details=whole, today=timezone.localdate(now)))
    details = normalised(details)
    changed = changes({name: getattr(customer, name) for name in details}, details)
    if not changed:
        return customer
    for name in changed:
        setattr(customer, name, details[name])
    customer.save(update_fields=list(changed))
    searching.renew(customer)
    record(Kind.CHANGED, customer, by=by, now=now, changes=told(changed))
    return customer


def normalised(details: dict[str, Any]) -> dict[str, Any]:
    """Values as they are kept: rules 2 and 3."""
    kept = dict(details)
    if kept.get("phone"):
        phone = phones.parsed(kept["phone"])
        kept["phone"] = phone.e164 if phone else kept["phone"][:32]
    if kept.get("id_number"):
        kept["id_number"] = identities.normalised(kept["id_number"])
    if kept.get("email"):
        kept["email"] = kept["email"].strip().lower()
    return kept


def told(changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The change as the log repeats it: that a sensitive value changed, not the value."""
    return {name: ["…", "…"] if name in HIDDEN else pair for name, pair in changed.items()}
