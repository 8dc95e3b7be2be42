"""Places of a customer's where work is done.

1. A site has a name; its address, contact and how one gets in help who goes there.
2. A retired site is offered no more; what happened there stays. Its equipment stays where it is. It can be restored.
3. Telephone numbers are kept in one form. Nothing changed, nothing recorded.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core import phones
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Site

FIELDS = ("name", "town", "street", "house", "details", "contact_name", "phone", "access_notes")


def problems(details: dict[str, Any]) -> list[Problem]:
    found = []
    if not details.get("name", "").strip():
        found.append(Problem("site-name", _("Please give the site a name."), field="name"))
    if details.get("phone") and phones.parsed(details["phone"]) is None:
        found.append(Problem("phone-unreadable", _("This is not a telephone number."), field="phone"))
    return found


def normalised(details: dict[str, Any]) -> dict[str, Any]:
    phone = phones.parsed(details.get("phone", ""))
    return {**details, "phone": phone.e164} if phone else details


@transaction.atomic
def add(customer: Customer, *, by: Any, now: datetime, **details: Any) -> Site:
    refuse_if(problems(details))
    customer = standing.held(customer)
    site: Site = customer.sites.create(business=customer.business, created_at=now, **normalised(details))
    record(Kind.SITE_ADDED, site, by=by, now=now)
    return site


@transaction.atomic
def change(site: Site, *, by: Any, now: datetime, **details: Any) -> Site:
    standing.held(site.customer)
    site = site.fresh()
    before = {name: getattr(site, name) for name in FIELDS}
    wanted = {**before, **normalised(details)}
    refuse_if(problems(wanted))
    changed = changes(before, wanted)
    if not changed:
        return site
    for name in changed:
        setattr(site, name, wanted[name])
    site.save(update_fields=list(changed))
    record(Kind.SITE_CHANGED, site, by=by, now=now, changes=changed)
    return site


def retire(site: Site, *, by: Any, now: datetime) -> Site:
    return set_retired(site, now, kind=Kind.SITE_RETIRED, by=by, now=now)


def restore(site: Site, *, by: Any, now: datetime) -> Site:
    return set_retired(site, None, kind=Kind.SITE_RESTORED, by=by, now=now)


@transaction.atomic
def set_retired(site: Site, moment: datetime | None, *, kind: str, by: Any, now: datetime) -> Site:
    standing.held(site.customer)
    site = site.fresh()
    if bool(site.retired_at) == bool(moment):
        return site
    site.retired_at = moment
    site.save(update_fields=["retired_at"])
    record(kind, site, by=by, now=now)
    return site
