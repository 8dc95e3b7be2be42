"""An inquiry under lock, open to changes.

1. Whoever changes an inquiry holds its customer first, then the inquiry.
2. A deleted one and one that was merged into another can be read, not changed; so with people in the archive.
3. Changing takes the right to work on inquiries (jobs and reactions act as nobody).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.inquiries.models import Inquiry


def problems(inquiry: Inquiry) -> list[Problem]:
    if inquiry.removed_at:
        return [Problem("inquiry-removed", _("This inquiry has been deleted."))]
    if inquiry.merged_into_id:
        return [Problem("inquiry-merged", _("This inquiry was merged into another one. Please work there."))]
    return standing.problems(inquiry.customer) if inquiry.customer else []


def lacking(by: Any, right: Permission, sentence: Any) -> list[Problem]:
    """The right that somebody (not a job) lacks."""
    if by is None or by.may(right):
        return []
    return [Problem("right-missing", sentence, override=str(right))]


def locked(inquiry: Inquiry) -> Inquiry:
    """The rows under lock, in the order of the house."""
    customer = inquiry.customer.locked() if inquiry.customer_id else None
    rows = inquiry.business.inquiries.select_related("status", "priority", "type", "team")
    fresh: Inquiry = rows.select_for_update(no_key=True, of=("self",)).get(pk=inquiry.pk)
    if fresh.customer_id == (customer.pk if customer else None):
        fresh.customer = customer
    return fresh


def held(inquiry: Inquiry) -> Inquiry:
    inquiry = locked(inquiry)
    refuse_if(problems(inquiry))
    return inquiry


def together(first: Inquiry, second: Inquiry) -> tuple[Inquiry, Inquiry]:
    """Two under lock, open to changes: both customers first, the rows by their keys (the order of the house)."""
    people = {one.customer_id: one.customer for one in (first, second) if one.customer_id}
    for key in sorted(people):
        people[key].locked()
    rows = {one.pk: locked(one) for one in sorted((first, second), key=lambda one: one.pk)}
    refuse_if([*problems(rows[first.pk]), *problems(rows[second.pk])])
    return rows[first.pk], rows[second.pk]
