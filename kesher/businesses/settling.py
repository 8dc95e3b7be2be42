"""The business's own details and its rule of sign-in.

1. A business has a name; a tax number has a right check digit.
2. Opening hours are in order (opening_hours.py).
3. A change is recorded with what was there before; nothing changed, nothing recorded.
4. Whoever asks all staff for a second factor has one.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses import second_factor
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Business
from kesher.core import identities, opening_hours, phones
from kesher.core.refusals import Problem, refuse_if

DETAILS = (
    "name", "legal_name", "tax_number", "dealer_status", "phone", "email", "website", "address", "opening_hours",
)  # fmt: skip


def problems(*, details: dict[str, Any]) -> list[Problem]:
    found = []
    if not details.get("name"):
        found.append(Problem("name-missing", _("Please enter a name."), field="name"))
    if details.get("tax_number") and not identities.is_identity_number(details["tax_number"]):
        sentence = _("This tax number is not right: its check digit does not fit.")
        found.append(Problem("tax-number-wrong", sentence, field="tax_number"))
    return [*found, *opening_hours.problems(details.get("opening_hours") or {})]


def second_factor_problems(*, is_required: bool, by: Any) -> list[Problem]:
    if not is_required or by is None or second_factor.has_one(by.user):
        return []
    sentence = _("Please set up a second factor for yourself first; otherwise this would shut you out.")
    return [Problem("second-factor-missing", sentence, field="requires_second_factor")]


@transaction.atomic
def change(business: Business, *, by: Any, now: datetime, **details: Any) -> Business:
    business = locked(business)
    refuse_if(problems(details={"name": business.name, **details}))
    return saved(business, normalised(details), by=by, now=now)


@transaction.atomic
def require_second_factor(business: Business, *, is_required: bool, by: Any, now: datetime) -> Business:
    business = locked(business)
    refuse_if(second_factor_problems(is_required=is_required, by=by))
    return saved(business, {"requires_second_factor": is_required}, by=by, now=now)


@transaction.atomic
def set_logo(business: Business, *, content: Any, by: Any, now: datetime) -> Business:
    """`content`: a file that has been checked and encoded anew, or None for no logo."""
    business = locked(business)
    before, storage = business.logo.name, business.logo.storage
    business.logo = content
    business.save(update_fields=["logo"])
    if before:
        transaction.on_commit(lambda: storage.delete(before))
    record(Kind.BUSINESS_CHANGED, business, by=by, now=now, changes={"logo": [before, business.logo.name]})
    return business


def saved(business: Business, details: dict[str, Any], *, by: Any, now: datetime) -> Business:
    changed = changes({name: getattr(business, name) for name in details}, details)
    if changed:
        for name in changed:
            setattr(business, name, details[name])
        business.save(update_fields=list(changed))
        record(Kind.BUSINESS_CHANGED, business, by=by, now=now, changes=changed)
    return business


def normalised(details: dict[str, Any]) -> dict[str, Any]:
    kept = dict(details)
    phone = phones.parsed(kept.get("phone") or "")
    if phone:
        kept["phone"] = phone.e164
    if kept.get("tax_number"):
        kept["tax_number"] = identities.normalised(kept["tax_number"])
    if "opening_hours" in kept:
        kept["opening_hours"] = opening_hours.normalised(kept["opening_hours"])
    return kept


def locked(business: Business) -> Business:
    return Business.objects.select_for_update(no_key=True).get(pk=business.pk)
