"""Changing what an inquiry says.

1. The fields of opening.FIELDS except the status, which has its own rules (progressing.py).
2. After a change it still has all that its kind asks for (requiring.py).
3. Who may work on inquiries changes them; for the same customer another contract than the one found takes a right, and is
   recorded (AMB-14).
4. A change is recorded with what was there before; nothing changed, nothing recorded.
5. Another customer takes site, equipment and contract of the first one off, unless others are given. Both are held, in the
   order of the house.
6. Another customer or contract: what the call's lines took from the hour bank is given back, and taken anew.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.inquiries import banking, clocks, holding, opening, requiring, searching
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry

FIELDS = tuple(name for name in opening.FIELDS if name not in {"status", "percent"})
OF_CUSTOMER = ("site", "equipment", "contract")
PROMISING = {"priority", "contract", "branch"}
"""what a response time depends on"""
SEARCHED = {"customer", "contact_name", "phone", "email", "title", "address", "details"}


def problems(inquiry: Inquiry, *, details: dict[str, Any], by: Any) -> list[Problem]:
    """`details`: the whole of it, as it would be."""
    found = holding.lacking(
        by, Permission.INQUIRY_EDIT, _("Working on inquiries takes a right that you do not have.")
    )
    has_handler = bool(inquiry.team_id or inquiry.assignees.all())
    found += requiring.problems(inquiry.kind, details, has_handler=has_handler)
    contract, customer = details.get("contract"), details.get("customer")
    is_same = (customer.pk if customer else None) == inquiry.customer_id
    if is_same and inquiry.contract_id and (contract.pk if contract else None) != inquiry.contract_id:
        found += holding.lacking(
            by,
            Permission.INQUIRY_OVERRIDE,
            _("Choosing another contract takes a right that you do not have."),
        )
    return found


@transaction.atomic
def change(inquiry: Inquiry, *, by: Any, now: datetime, **details: Any) -> Inquiry:
    """Changes the given fields; the others stay."""
    hold_people(inquiry, details.get("customer"))
    inquiry = holding.held(inquiry)
    details = opening.normalised(with_customer(inquiry, details))
    refuse_if(problems(inquiry, details=whole_of(inquiry) | details, by=by))
    changed = changes({name: getattr(inquiry, name) for name in details}, details)
    if not changed:
        return inquiry
    write(inquiry, {name: details[name] for name in changed}, now=now)
    if {"customer", "contract"} & set(changed):
        book_anew(inquiry, by=by, now=now)
    record(Kind.CHANGED, inquiry, by=by, now=now, changes=changed)
    return inquiry


def whole_of(inquiry: Inquiry) -> dict[str, Any]:
    return {name: getattr(inquiry, name) for name in FIELDS}


def hold_people(inquiry: Inquiry, customer: Any) -> None:
    """Two people, each by their key, so that two changes cannot wait for each other."""
    keys = {inquiry.customer_id, customer.pk if customer else None} - {None}
    if len(keys) > 1:
        rows = inquiry.business.customers.filter(pk__in=keys).order_by("pk")
        list(rows.select_for_update(no_key=True, of=("self",)))


def with_customer(inquiry: Inquiry, details: dict[str, Any]) -> dict[str, Any]:
    """Rule 5."""
    customer = details.get("customer", inquiry.customer)
    if customer == inquiry.customer:
        return details
    if customer:
        details["customer"] = standing.held(customer)
    return {**dict.fromkeys(OF_CUSTOMER), **details}


def book_anew(inquiry: Inquiry, *, by: Any, now: datetime) -> None:
    """Rule 6."""
    for line in inquiry.treatments.filter(removed_at=None).select_related("type").order_by("pk"):
        line.inquiry = inquiry
        banking.unbook(line, by=by, now=now, reason=str(_("The call has another contract")))
        banking.let_go(line)
        banking.book(line, by=by, now=now)


def write(inquiry: Inquiry, values: dict[str, Any], *, now: datetime) -> None:
    for name, value in values.items():
        setattr(inquiry, name, value)
    if "contract" in values:
        inquiry.contract_choice = str(_("Chosen by hand")) if inquiry.contract_id else ""
    if SEARCHED & set(values):
        inquiry.search_text = searching.text_of(inquiry)
    inquiry.changed_at = now
    inquiry.save(update_fields=[*values, "contract_choice", "search_text", "changed_at"])
    if PROMISING & set(values) and inquiry.kind in clocks.CLOCKED:
        clocks.promise(inquiry, now)
