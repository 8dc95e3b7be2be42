"""Adding a person and changing the details.

1. A person has a first name (a company its name); nothing else is asked for.
2. Phones are kept as dialled abroad (E.164) where the numbering plan knows them, else as typed; e-mail in small letters.
3. An ID number's check digit must be right; the number of a company or dealer on invoices too.
4. The number is the business's next one, gapless.
5. A new person is a lead or a customer from that day on; a lead of whom no stage is said begins at the first one.
6. A change is recorded with what was there before; nothing changed, nothing recorded. A new stage is a fact of its own.
7. Who pays is another person, one who pays for themselves.
"""

from collections.abc import Iterable
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
from kesher.core.words import isolated
from kesher.customers import searching, standing, veiling
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Role, Stage, StageGroup, Tag

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
    if details.get("id_number") and not identities.is_identity(details["id_number"]):
        found.append(
            Problem(
                "id-wrong", _("This ID number is not right: its check digit does not fit."), field="id_number"
            )
        )
    if details.get("invoice_tax_number") and not identities.is_identity_number(details["invoice_tax_number"]):
        sentence = _("This number is not right: its check digit does not fit.")
        found.append(Problem("tax-number-wrong", sentence, field="invoice_tax_number"))
    if details.get("birthday") and details["birthday"] > today:
        found.append(Problem("birthday-ahead", _("A birthday cannot be in the future."), field="birthday"))
    return found


def payer_problems(customer: Customer, payer: Customer | None, *, by: Any) -> list[Problem]:
    """Rule 7; whoever may not be seen is not named."""
    if payer and payer.pk == customer.pk:
        return [
            Problem("payer-self", _("Leave this empty when the person pays for themselves."), field="payer")
        ]
    if payer and payer.payer_id:
        name = veiling.name_for(payer, by=by) if by else payer
        sentence = _("Somebody else pays for %(name)s. Please choose that one.") % {"name": isolated(name)}
        return [Problem("payer-pays-not", sentence, field="payer")]
    if payer and customer.pays_for.exists():
        return [
            Problem(
                "payer-of-others", _("This person pays for others, so nobody can pay instead."), field="payer"
            )
        ]
    return []


@transaction.atomic
def add(
    business: Business,
    *,
    by: Any,
    now: datetime,
    role: str = Role.LEAD,
    tags: Iterable[Tag] = (),
    **details: Any,
) -> Customer:
    """A new lead or customer; `details` are fields of DETAILS."""
    today = timezone.localdate(now)
    refuse_if(problems(details=details, today=today))
    if role == Role.LEAD:
        details = {"stage": first_stage(business), **details}
    customer = Customer(business=business, role=role, created_at=now, **normalised(details))
    customer.number = numbering.next_number(business, "customer")
    customer.full_name = f"{customer.first_name} {customer.last_name}".strip()
    customer.search_text = searching.text_of(customer)
    customer.save()
    customer.role_periods.create(business=business, role=role, starts_on=today)
    given = [customer.tag_links.create(business=business, tag=tag).tag.name for tag in tags]
    record(Kind.ADDED, customer, by=by, now=now, role=role, tags=given)
    return customer


def first_stage(business: Business) -> Stage | None:
    """Where a lead begins."""
    stages = business.stages.filter(group=StageGroup.IN_PROGRESS, retired_at=None)
    stage: Stage | None = stages.first()
    return stage


@transaction.atomic
def change(customer: Customer, *, by: Any, now: datetime, **details: Any) -> Customer:
    """Changes the given fields; the others stay."""
    customer = standing.held(customer)
    whole = {"first_name": customer.first_name, **details}
    refuse_if(
        [
            *problems(details=whole, today=timezone.localdate(now)),
            *payer_problems(customer, details.get("payer"), by=by),
        ]
    )
    details = normalised(details)
    changed = changes({name: getattr(customer, name) for name in details}, details)
    if not changed:
        return customer
    for name in changed:
        setattr(customer, name, details[name])
    customer.save(update_fields=list(changed))
    searching.renew(customer)
    announce(customer, told(changed), by=by, now=now)
    return customer


def announce(customer: Customer, changed: dict[str, list[Any]], *, by: Any, now: datetime) -> None:
    """Rule 6: a new stage by itself, everything else together."""
    stage = {name: pair for name, pair in changed.items() if name == "stage"}
    rest = {name: pair for name, pair in changed.items() if name != "stage"}
    for kind, pairs in ((Kind.CHANGED, rest), (Kind.STAGE_CHANGED, stage)):
        if pairs:
            record(kind, customer, by=by, now=now, changes=pairs)


def normalised(details: dict[str, Any]) -> dict[str, Any]:
    """Values as they are kept: rules 2 and 3."""
    kept = dict(details)
    if kept.get("phone"):
        phone = phones.parsed(kept["phone"])
        kept["phone"] = phone.e164 if phone else kept["phone"][:32]
    for name in ("id_number", "invoice_tax_number"):
        if kept.get(name):
            kept[name] = identities.normalised(kept[name])
    if kept.get("email"):
        kept["email"] = kept["email"].strip().lower()
    return kept


def told(changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The change as the log repeats it: that a sensitive value changed, not the value."""
    return {name: ["…", "…"] if name in HIDDEN else pair for name, pair in changed.items()}
