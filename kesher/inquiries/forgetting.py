"""Erasing a person: what their inquiries say goes, what was done and when stays as numbers.

1. Open inquiries are closed or deleted first.
2. Notes, checklists, files and signatures go, the stored ones with them; treatment lines keep minutes and money, and forget
   their words. The inquiries' own words go by customers/erasing.py.
3. What was kept for undoing merges of inquiries goes, and recurring inquiries end.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kesher.core.refusals import Problem
from kesher.customers import merging
from kesher.customers.models import Customer

WORDS = {"resolution": "", "remarks": "", "item": "", "supplier": ""}


def problems(customer: Customer) -> list[Problem]:
    ids = merging.merged_ids(customer)
    if not customer.business.inquiries.active().filter(customer__in=ids).exists():
        return []
    return [Problem("inquiries-open", _("There are open inquiries of this person. Please close them first."))]


def sentences(customer: Customer) -> list[Any]:
    """What goes and what stays, for the preview."""
    count = customer.business.inquiries.filter(customer__in=merging.merged_ids(customer)).count()
    text = ngettext_lazy(
        "%(count)s inquiry keeps its number, days and times; what it says goes, with notes, files and signatures.",
        "%(count)s inquiries keep their numbers, days and times; what they say goes, with notes, files and signatures.",
        "count",
    )
    return [text % {"count": count}] if count else []


def forget(customer: Customer, *, now: datetime) -> None:
    business = customer.business
    rows = business.inquiries.filter(customer__in=merging.merged_ids(customer))
    files, signatures = (
        business.inquiry_files.filter(inquiry__in=rows),
        business.signatures.filter(inquiry__in=rows),
    )
    stored = [*files.values_list("content", flat=True), *signatures.values_list("image", flat=True)]
    for name in filter(None, stored):
        transaction.on_commit(partial(default_storage.delete, name))
    for gone in (business.inquiry_notes, business.checklist_items):
        gone.filter(inquiry__in=rows).delete()
    files.delete()
    signatures.delete()
    business.treatments.filter(inquiry__in=rows).update(**WORDS)
    business.inquiry_merges.filter(Q(survivor__in=rows) | Q(merged__in=rows)).update(undo={})
    series = business.inquiry_series.filter(customer__in=merging.merged_ids(customer), ended_at=None)
    series.update(next_at=None, ended_at=now)
