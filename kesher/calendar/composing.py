"""What a meeting is made of.

1. It has a subject, ends after it starts, and lasts a year at most; a whole day counts from midnight to midnight, and an end at
   midnight is the end of the day before.
2. A room or resource that is taken then is refused; everything else it collides with is a warning (conflicts.py).
3. Setting a meeting for others alone, or handing it over to others alone, takes the right to everybody's meetings.
4. Whom it is with must be a person who can be worked on. Their rows are held first, by their keys, then the rooms.
5. A site is one of the customer's whom it is with.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.calendar import attending
from kesher.calendar.conflicts import rooms_taken
from kesher.calendar.models import Meeting
from kesher.core.refusals import Problem
from kesher.customers import standing

Details = dict[str, Any]
COLUMNS = (
    "subject", "type", "customer", "contact_name", "site", "place", "resource", "link", "branch", "starts_at", "ends_at",
    "is_all_day", "is_private", "notes",
)  # fmt: skip
TEXTS = {"subject": 200, "contact_name": 120, "place": 200, "link": 400, "notes": 10_000}
SILENT = {"notes", "link"}
"""the log tells that they changed, not what they say"""
TIMES = ("starts_at", "ends_at", "is_all_day")
LONGEST = timedelta(days=366)
YEARS = range(1990, 2101)


def problems(
    business: Business,
    details: Details,
    *,
    by: Any,
    besides: Iterable[int] = (),
    invited: Iterable[Staff] = (),
) -> list[Problem]:
    """What stands in the way of a meeting with these details; `besides`: the meetings that take them; `invited`: who takes
    part already.
    """
    found = attending.problems(details, before=invited)
    found += [problem for person in people(details) for problem in standing.problems(person)]
    if not details.get("subject"):
        found.append(Problem("subject-empty", _("Please say what the meeting is about."), field="subject"))
    if details.get("link") and not details["link"].startswith(("https://", "http://")):
        found.append(Problem("link-wrong", _("A link begins with https://."), field="link"))
    if details.get("site") and details["site"].customer_id != getattr(details.get("customer"), "pk", None):
        found.append(Problem("site-other", _("This site belongs to another customer."), field="site"))
    found += time_problems(details["starts_at"], details["ends_at"])
    if by and details.get("staff") and by not in details["staff"] and not by.may(Permission.DIARY_ALL):
        sentence = _("Setting meetings for others needs a further right.")
        found.append(Problem("not-yours", sentence, field="staff", override=Permission.DIARY_ALL))
    return found or room_problems(business, details, besides=besides)


def time_problems(starts_at: datetime, ends_at: datetime) -> list[Problem]:
    """Of meetings and of absences."""
    if ends_at <= starts_at:
        return [Problem("ends-first", _("The end must come after the start."), field="ends_at")]
    if starts_at.year not in YEARS or ends_at - starts_at > LONGEST:
        sentence = _("Please check the date: it lasts a year at most.")
        return [Problem("time-odd", sentence, field="starts_at")]
    return []


def room_problems(business: Business, details: Details, *, besides: Iterable[int] = ()) -> list[Problem]:
    """Rule 2."""
    spans = details.get("spans") or [(details["starts_at"], details["ends_at"])]
    taken = rooms_taken(business, spans=spans, resource=details.get("resource"), besides=besides)
    return [Problem(one.code, one.sentence, field="resource") for one in taken[:3]]


def columns(meeting: Meeting) -> Details:
    return {name: getattr(meeting, name) for name in COLUMNS}


def people(details: Details) -> list[Any]:
    """Everybody of the customers whom it is with."""
    both = [details.get("customer"), *details.get("customers", ())]
    return list({one.pk: one for one in both if one}.values())


def hold(business: Business, details: Details) -> None:
    """Rule 4: the people by their key, then the rooms; what was given becomes the held rows."""
    keys = sorted(one.pk for one in people(details))
    rows = {
        one.pk: one
        for one in business.customers.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    }
    if details.get("customer"):
        details["customer"] = rows[details["customer"].pk]
    if "customers" in details:
        details["customers"] = [rows[one.pk] for one in details["customers"]]
    hold_rooms(business, [details.get("resource")])


def hold_rooms(business: Business, rooms: Iterable[Any]) -> None:
    keys = [one.pk for one in rooms if one]
    list(business.resources.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def normalised(details: Details) -> Details:
    """Texts trimmed to their columns, people once each, a whole day from midnight to midnight."""
    texts = {name: str(details[name]).strip()[:most] for name, most in TEXTS.items() if name in details}
    found = {**details, **texts, **attending.normalised(details)}
    found |= {name: found[name].astimezone(UTC) for name in TIMES[:2] if name in found}
    if found.get("is_all_day"):
        found |= {
            name: midnight(found[name], is_end=name == "ends_at") for name in TIMES[:2] if name in found
        }
    return found


def midnight(moment: datetime, *, is_end: bool) -> datetime:
    """The beginning of its local day; of an end that is not a midnight, the end of its day."""
    local = timezone.localtime(moment).replace(tzinfo=None)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return timezone.make_aware(start + timedelta(days=is_end and local != start)).astimezone(UTC)
