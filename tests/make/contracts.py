from datetime import timedelta

from django.utils import timezone

from kesher.contracts import opening
from kesher.core.owning import acting_for


def contract(customer, *, by=None, now=None, **details):
    """Valid for a year, from a month ago, with a bank of ten hours; hours, response, visits name its clauses."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    details = {
        "name": "Maintenance", "starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=335),
        "clauses": [bank()], **details,
    }  # fmt: skip
    with acting_for(customer.business):
        return opening.open_contract(customer, by=by, now=now, **details)


def bank(hours=10, **terms):
    return {"kind": "hour-bank", "text": "", "terms": {"hours": hours, **terms}}


def response(minutes=240, **terms):
    return {"kind": "response-time", "text": "", "terms": {"response_minutes": minutes, **terms}}


def visits(count=4):
    return {"kind": "visits", "text": "", "terms": {"visits": count}}


def discount(parts=0, work=0):
    return {"kind": "discount", "text": "", "terms": {"parts_percent": parts, "work_percent": work}}


def site(customer, name="Main office", **details):
    business = customer.business
    with acting_for(business):
        return business.sites.create(customer=customer, name=name, created_at=timezone.now(), **details)


def equipment(customer, name="Boiler", **details):
    business = customer.business
    with acting_for(business):
        return business.equipment.create(customer=customer, name=name, created_at=timezone.now(), **details)
