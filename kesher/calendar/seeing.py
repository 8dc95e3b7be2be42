"""What of the diary somebody may see, and change.

1. One's own meetings (as organiser or participant) are seen whole, private ones too.
2. A private meeting of others is only seen as busy: its hours and who takes part of the staff.
3. The same holds for meetings of other branches, and with customers of other branches (whom it is with, or who take part), for
   staff limited to branches.
4. Changing one's own meetings takes the right to edit the diary; changing others' takes the right to everybody's, and a
   private meeting of others cannot be changed at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.calendar.models import Meeting, MeetingState, Participant
from kesher.core.refusals import Problem


@dataclass(frozen=True)
class Seen:
    """A meeting as one staff member may see it: plain values."""

    id: int
    starts_at: datetime
    ends_at: datetime
    is_all_day: bool
    state: str
    staff_ids: tuple[int, ...]
    staff_names: tuple[str, ...]
    is_busy: bool
    """nothing more than this may be known"""
    is_own: bool = False
    may_change: bool = False
    subject: str = ""
    type_name: str = ""
    colour: str = "grey"
    customer_id: int | None = None
    customer_name: str = ""
    place: str = ""
    link: str = ""
    resource_id: int | None = None
    resource_name: str = ""
    branch_id: int | None = None
    is_private: bool = False
    series_id: int | None = None
    is_exception: bool = False

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED


def meetings_for(
    staff: Staff,
    start: datetime,
    end: datetime,
    *,
    staff_ids: Iterable[int] | None = None,
    resource_ids: Iterable[int] | None = None,
) -> list[Seen]:
    """Those of these staff members or of these resources (neither given: all) that touch [start, end)."""
    rows = staff.business.meetings.standing().between(start, end)
    if staff_ids is not None:
        rows = rows.filter(takes_part(staff.business, list(staff_ids)))
    if resource_ids is not None:
        rows = rows.filter(resource__in=list(resource_ids))
    return seen_together(rows.order_by("starts_at", "pk"), staff)


def seen_together(rows: Any, staff: Staff) -> list[Seen]:
    """Each of these meetings, with who takes part read in one question."""
    meetings = list(rows.select_related("type", "customer", "resource"))
    with_people(meetings, staff.business, are_limited=bool(staff.branch_ids))
    return [seen(one, staff) for one in meetings]


def takes_part(business: Business, staff_ids: list[int]) -> Exists:
    """Of a meeting: one of these staff members takes part."""
    links = business.participants.filter(staff__in=staff_ids)
    return Exists(links.filter(business=OuterRef("business"), meeting=OuterRef("pk")))


def with_people(meetings: Iterable[Meeting], business: Business, *, are_limited: bool) -> None:
    """Reads who takes part; the customers too, for who is limited to branches.

    As plain lists: what Django prefetches points back at its meeting, and a week of a busy diary would leave ten thousand
    objects to be searched for as garbage.
    """
    known: dict[int, list[Participant]] = {}
    for one in meetings:
        one.known_people = known[one.pk] = []
    related = ("staff", "customer") if are_limited else ("staff",)
    rows = business.participants.filter(meeting__in=list(known)).select_related(*related).order_by("pk")
    for row in rows:
        known[row.meeting_id].append(row)


def taking_part(meeting: Meeting) -> Iterable[Participant]:
    return meeting.participants.all() if meeting.known_people is None else meeting.known_people


def seen(meeting: Meeting, staff: Staff) -> Seen:
    """Rules 1 to 3."""
    people = [row.staff for row in taking_part(meeting) if row.staff_id]
    is_own = is_of(meeting, staff)
    common: dict[str, Any] = {
        "id": meeting.pk, "starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "state": meeting.state,
        "is_all_day": meeting.is_all_day, "staff_ids": tuple(one.pk for one in people), "is_own": is_own,
        "staff_names": tuple(str(one) for one in people),
    }  # fmt: skip
    if not is_own and is_hidden(meeting, staff):
        return Seen(**common, is_busy=True)
    return Seen(**common, is_busy=False, may_change=not problems(meeting, by=staff), **details(meeting))


def details(meeting: Meeting) -> dict[str, Any]:
    return {
        "subject": meeting.subject,
        "type_name": str(meeting.type or ""),
        "colour": meeting.type.colour if meeting.type else "grey",
        "customer_id": meeting.customer_id,
        "customer_name": str(meeting.customer or ""),
        "place": meeting.place,
        "link": meeting.link,
        "resource_id": meeting.resource_id,
        "resource_name": str(meeting.resource or ""),
        "branch_id": meeting.branch_id,
        "is_private": meeting.is_private,
        "series_id": meeting.series_id,
        "is_exception": meeting.is_exception,
    }


def is_of(meeting: Meeting, staff: Staff) -> bool:
    """The staff member organises the meeting or takes part in it."""
    return meeting.organiser_id == staff.pk or any(row.staff_id == staff.pk for row in taking_part(meeting))


def is_hidden(meeting: Meeting, staff: Staff) -> bool:
    """Of a meeting of others: rules 2 and 3."""
    return meeting.is_private or (bool(staff.branch_ids) and is_elsewhere(meeting, staff))


def is_elsewhere(meeting: Meeting, staff: Staff) -> bool:
    """It, whom it is with or another customer who takes part is of a branch that they are not limited to."""
    people = [meeting.customer, *(row.customer for row in taking_part(meeting))]
    is_there = meeting.branch_id not in {None, *staff.branch_ids}
    return is_there or any(one is not None and not one.is_visible_to(staff) for one in people)


def visible(meeting: Meeting, staff: Staff) -> bool:
    """Whether its page may be opened."""
    return is_of(meeting, staff) or not is_hidden(meeting, staff)


def problems(meeting: Meeting, *, by: Staff | None) -> list[Problem]:
    """Rule 4."""
    if by is None or (is_of(meeting, by) and by.may(Permission.DIARY_EDIT)):
        return []
    if by.may(Permission.DIARY_ALL) and not is_hidden(meeting, by):
        return []
    sentence = _("This is a meeting of others, and changing those needs a further right.")
    return [Problem("not-yours", sentence, override=Permission.DIARY_ALL)]
