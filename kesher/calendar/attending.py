"""Who takes part in a meeting.

1. Staff, customers and people from outside (an e-mail address, with or without a name) take part, each once.
2. The log tells which staff takes part; of customers and outsiders it only tells that they changed.
3. Staff who have left cannot be invited; who took part before they left stays.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from kesher.activity.telling import UNTOLD
from kesher.businesses.models import Staff
from kesher.calendar.models import Meeting, Participant
from kesher.core.refusals import Problem
from kesher.customers.models import Customer

People = dict[str, Any]
"""{"staff": […], "customers": […], "outside": [(e-mail, name), …]}"""
LISTS = ("staff", "customers", "outside")


def normalised(people: People) -> People:
    """Each once, outsiders as pairs; the lists that were not given stay out."""
    found = {name: list(dict.fromkeys(people[name])) for name in LISTS[:2] if name in people}
    if "outside" in people:
        pairs = [(one, "") if isinstance(one, str) else tuple(one) for one in people["outside"]]
        found["outside"] = list(
            {email.strip().lower(): (email.strip(), name) for email, name in pairs}.values()
        )
    return found


def problems(people: People, *, before: Iterable[Staff] = ()) -> list[Problem]:
    gone = [one for one in people.get("staff", ()) if not one.is_active and one not in set(before)]
    found = [
        Problem("staff-left", _("%(name)s is no longer here.") % {"name": one}, field="staff") for one in gone
    ]
    for email, _name in people.get("outside", ()):
        try:
            validate_email(email)
        except ValidationError:
            sentence = _("“%(email)s” is not an e-mail address.") % {"email": email[:60]}
            found.append(Problem("email-wrong", sentence, field="outside"))
    return found


def people_of(meeting: Meeting) -> People:
    rows = list(meeting.participants.select_related("staff", "customer").order_by("pk"))
    return {
        "staff": [row.staff for row in rows if row.staff_id],
        "customers": [row.customer for row in rows if row.customer_id],
        "outside": [(row.email, row.name) for row in rows if row.email],
    }


def rows_of(meeting: Meeting, people: People) -> list[Participant]:
    """The rows, not yet kept."""
    keys: list[dict[str, Any]] = [
        *({"staff": one} for one in people.get("staff", ())),
        *({"customer": one} for one in people.get("customers", ())),
        *({"email": email, "name": name[:120]} for email, name in people.get("outside", ())),
    ]
    return [Participant(business_id=meeting.business_id, meeting=meeting, **key) for key in keys]


def invite(meetings: Sequence[Meeting], people: People) -> None:
    """Takes the people into meetings that have nobody yet."""
    Participant.objects.bulk_create([row for one in meetings for row in rows_of(one, people)])


def replace(meeting: Meeting, people: People) -> dict[str, list[Any]]:
    """Sets the lists that were given; says what changed (rule 2)."""
    before = people_of(meeting)
    changed = {name for name in people if is_other(before, people, name)}
    for name in changed:
        held(meeting, name).delete()
        invite([meeting], {name: people[name]})
    return {name: told(before[name], people[name]) if name == "staff" else UNTOLD for name in sorted(changed)}


def is_other(before: People, after: People, name: str) -> bool:
    """Whether the list of this name is given, with others in it than before."""
    return name in after and keys(before[name]) != keys(after[name])


def held(meeting: Meeting, name: str) -> Any:
    rows = meeting.participants.all()
    match name:
        case "staff":
            return rows.filter(staff__isnull=False)
        case "customers":
            return rows.filter(customer__isnull=False)
    return rows.filter(staff=None, customer=None)


def keys(people: Iterable[Any]) -> set[Any]:
    return {one.pk if isinstance(one, Staff | Customer) else one for one in people}


def told(before: Iterable[Any], after: Iterable[Any]) -> list[Any]:
    return [", ".join(map(str, before)), ", ".join(map(str, after))]
