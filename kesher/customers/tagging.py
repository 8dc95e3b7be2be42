"""Tags: short marks of the business's own, to find people by.

1. A tag is given once; giving one that is there, or taking one that is not, changes nothing.
2. A retired tag stays where it is and is not given any more.
3. What changed is recorded as the tags before and after.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Tag


def problems(*, tags: Iterable[Tag]) -> list[Problem]:
    """About tags that are to be given."""
    retired = [tag.name for tag in tags if tag.retired_at]
    sentence = _("The tag %(names)s is not in use any more.") % {"names": ", ".join(retired)}
    return [Problem("tag-retired", sentence, field="tags")] if retired else []


@transaction.atomic
def tag(customer: Customer, *, tags: Iterable[Tag], by: Any, now: datetime) -> Customer:
    """Adds these tags to those that are there."""
    return retag(customer, tags=[*customer.tags.all(), *tags], by=by, now=now)


@transaction.atomic
def untag(customer: Customer, *, tags: Iterable[Tag], by: Any, now: datetime) -> Customer:
    taken = {one.pk for one in tags}
    return retag(customer, tags=[one for one in customer.tags.all() if one.pk not in taken], by=by, now=now)


@transaction.atomic
def retag(customer: Customer, *, tags: Iterable[Tag], by: Any, now: datetime) -> Customer:
    """From now on exactly these."""
    customer = standing.held(customer)
    before, after = list(customer.tags.all()), list({one.pk: one for one in tags}.values())
    held, wanted = {one.pk for one in before}, {one.pk for one in after}
    if held == wanted:
        return customer
    refuse_if(problems(tags=[one for one in after if one.pk not in held]))
    customer.tag_links.filter(tag__in=held - wanted).delete()
    for one in after:
        if one.pk not in held:
            customer.tag_links.create(business=customer.business, tag=one)
    changed = {"tags": [names(before), names(after)]}
    record(Kind.TAGGED, customer, by=by, now=now, changes=changed)
    return customer


def names(tags: Iterable[Tag]) -> str:
    return ", ".join(sorted(one.name for one in tags))
