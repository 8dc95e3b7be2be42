"""What each kind asks for (R087-R145, AMB-08, AMB-10, AMB-49 to AMB-51).

1. A message has a type, whom it is for, and its text; without a customer, the name of who left it (R092).
2. A task has a type, a priority, a customer, somebody who handles it, and details (R097-R108).
3. A service call has a type, a customer and details.
4. A documentation has its text and whom it is about: a customer or a name. It is created closed, without priority and
   target (AMB-08).
5. Type, site, equipment and contract fit: the type is of the kind, the others are the customer's.
6. What ends does not end before it starts; per cent done is from 0 to 100.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.core.refusals import Problem
from kesher.inquiries.models import InquiryKind

REQUIRED = {
    InquiryKind.MESSAGE: ("type", "staff", "details", "contact_name"),
    InquiryKind.TASK: ("type", "priority", "customer", "staff", "details"),
    InquiryKind.SERVICE_CALL: ("type", "customer", "details"),
    InquiryKind.DOCUMENTATION: ("contact_name", "details"),
}
SENTENCES = {
    "type": _("Please choose a type."),
    "staff": _("Please choose who handles this."),
    "details": _("Please write the details."),
    "contact_name": _("Please choose a customer, or write the name of the contact person."),
    "priority": _("Please choose a priority."),
    "customer": _("Please choose a customer."),
}
HUNDRED = 100


def problems(kind: str, details: dict[str, Any], *, has_handler: bool) -> list[Problem]:
    found = [
        Problem(f"{name}-missing", SENTENCES[name], field=name)
        for name in REQUIRED[InquiryKind(kind)]
        if not has(name, details, has_handler=has_handler)
    ]
    return [*found, *fitting_problems(kind, details), *time_problems(details), *calm_problems(kind, details)]


def has(name: str, details: dict[str, Any], *, has_handler: bool) -> bool:
    if name == "staff":
        return has_handler
    if name == "contact_name":
        return bool(details.get("customer") or str(details.get("contact_name") or "").strip())
    value = details.get(name)
    return bool(value.strip() if isinstance(value, str) else value)


def fitting_problems(kind: str, details: dict[str, Any]) -> list[Problem]:
    """Rule 5."""
    found = []
    if details.get("type") and details["type"].kind != kind:
        found.append(
            Problem("type-of-another-kind", _("This type belongs to another kind of inquiry."), field="type")
        )
    customer = details.get("customer")
    for name in ("site", "equipment", "contract"):
        row = details.get(name)
        if row and row.customer_id != (customer.pk if customer else None):
            found.append(Problem(f"{name}-of-another", _("This belongs to another customer."), field=name))
    return found


def time_problems(details: dict[str, Any]) -> list[Problem]:
    found = []
    starts_at, ends_at = details.get("starts_at"), details.get("ends_at")
    if starts_at and ends_at and ends_at < starts_at:
        found.append(Problem("ends-before-start", _("The end is before the start."), field="ends_at"))
    if not 0 <= (details.get("percent") or 0) <= HUNDRED:
        found.append(Problem("percent-wrong", _("Please enter a number from 0 to 100."), field="percent"))
    return found


def calm_problems(kind: str, details: dict[str, Any]) -> list[Problem]:
    """Rule 4."""
    if kind == InquiryKind.DOCUMENTATION and (details.get("priority") or details.get("target_at")):
        sentence = _("Documentation has neither a priority nor a target.")
        return [Problem("documentation-urgent", sentence, field="priority")]
    return []
