"""The diary: day, week, month, agenda, columns of staff or rooms."""

from datetime import date, datetime, time
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import seeing
from kesher.calendar.periods import View
from kesher.calendar.views import asking
from kesher.calendar.views.asking import Asked
from kesher.calendar.views.columns import Board
from kesher.calendar.views.side import side
from kesher.core.pages import page

TEMPLATES = {
    View.MONTH: "calendar/diary_month.html",
    View.AGENDA: "calendar/diary_agenda.html",
}


@staff_may(Permission.DIARY_VIEW)
def diary(request: StaffRequest) -> HttpResponse:
    now = timezone.localtime()
    asked = asking.asked(request, now.date())
    lists = lists_of(request)
    board = Board(asked, now=now, staff=request.staff, lists=lists, seen=meetings_of(request, asked, lists))
    return page(
        request,
        "calendar/diary.html",
        block="diary",
        asked=asked,
        board=board,
        part=TEMPLATES.get(View(asked.view), "calendar/diary_columns.html"),
        may_add=request.staff.may(Permission.DIARY_EDIT),
        **side(asked, lists, now.date(), request.staff),
    )


def lists_of(request: StaffRequest) -> dict[str, list[Any]]:
    business = request.business
    return {
        "staff": list(business.staff.active().order_by("first_name", "last_name", "pk")),
        "rooms": list(business.resources.filter(retired_at=None)),
        "types": list(business.meeting_types.filter(retired_at=None)),
    }


def meetings_of(request: StaffRequest, asked: Asked, lists: dict[str, list[Any]]) -> list[seeing.Seen]:
    start, end = extent(asked)
    found = seeing.meetings_for(
        request.staff, start, end, staff_ids=asked.staff or None, resource_ids=asked.rooms or None
    )
    names = {one.name for one in lists["types"] if one.pk in asked.types}
    return [one for one in found if not asked.types or one.type_name in names]


def extent(asked: Asked) -> tuple[datetime, datetime]:
    return midnight(asked.period.first), midnight(asked.period.end)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
