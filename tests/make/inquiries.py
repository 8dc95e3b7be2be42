from itertools import count

from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import opening
from tests.make.businesses import staff as make_staff
from tests.make.customers import customer as make_customer

_next = count(1)


def inquiry(business, *, kind="message", by=None, now=None, **details):
    """Of any kind, with all that it asks for."""
    with acting_for(business):
        details = {"details": f"Please call back {next(_next)}", **details}
        details.setdefault("type", business.inquiry_types.filter(kind=kind).first())
        if kind in {"message", "task"} and "staff" not in details and "team" not in details:
            details["staff"] = [business.staff.first()]
        if "customer" not in details and not details.get("contact_name"):
            details["customer"] = make_customer(business)
        return opening.open_inquiry(business, kind=kind, by=by, now=now or timezone.now(), **details)


def team(business, *, staff=(), lead=None, name=""):
    with acting_for(business):
        made = business.teams.create(name=name or f"Team {next(_next)}", lead=lead)
        for one in staff or [make_staff(business)]:
            business.team_places.create(team=made, staff=one)
        return made
