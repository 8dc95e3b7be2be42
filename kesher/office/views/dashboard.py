"""The day at a glance. Staff who may not see customers get the greeting alone."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kesher.activity import telling
from kesher.businesses import activating
from kesher.businesses.guards import staff_only
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import days
from kesher.core.addresses import address
from kesher.core.pages import page
from kesher.customers import birthdays, counting, recalling
from kesher.customers.models.customer import CustomerQuerySet
from kesher.office import charting, starting
from kesher.office.shell import open_to

NOON, EVENING = 12, 17
BIRTHDAYS = 12
"""so many stand in their box; the rest is one press away"""


@staff_only
def dashboard(request: StaffRequest) -> HttpResponse:
    now = timezone.localtime()
    shown: dict[str, Any] = {"greeting": greeting(now, request.staff.first_name), **date_in_words(now)}
    if any(open_to(request, right) for right in (Permission.INQUIRY_EDIT, Permission.DIARY_VIEW)):
        shown["day_url"] = address("office:my_day", request.business.slug)
    if open_to(request, Permission.CUSTOMER_VIEW):
        shown |= people_facts(request, now)
    if shown.get("is_empty") or starting.is_locked(request.business):
        shown |= first_steps(request)
    return page(request, "office/dashboard.html", **shown)


def first_steps(request: StaffRequest) -> dict[str, Any]:
    """What a new business still lacks, and whom to ask for what one may not do."""
    locked, may_enter = starting.is_locked(request.business), request.staff.may(Permission.ACTIVATION_EDIT)
    return {
        "first_steps": starting.steps(request.business, request.staff),
        "is_locked": locked,
        "may_enter": may_enter,
        "askable": activating.askable(request.business) if locked and not may_enter else [],
    }


def greeting(now: datetime, name: str) -> str:
    if now.hour < NOON:
        return _("Good morning, %(name)s") % {"name": name}
    if now.hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def date_in_words(now: datetime) -> dict[str, str]:
    locale = translation.get_language() or "he"
    return {
        "date": format_date(now.date(), "full", locale=locale),
        "hebrew_date": days.hebrew_date(now.date()),
    }


def people_facts(request: StaffRequest, now: datetime) -> dict[str, Any]:
    today = now.date()
    people = request.business.customers.visible_to(request.staff)
    weekly, stages = counting.weekly(people, today=today), counting.leads_by_stage(people)
    return {
        "list_url": address("customers:list", request.business.slug),
        "may_add": request.staff.may(Permission.CUSTOMER_ADD),
        "today": today,
        "lines": [
            spark(_("New people this week"), weekly.people, "user-plus", "?sort=-added"),
            spark(_("New leads this week"), weekly.leads, "target", "?role=lead&sort=-added"),
        ],
        "open_leads": sum(share.count for share in stages if share.is_open),
        "stages": stages,
        "most": max([share.count for share in stages], default=0),
        "sources": counting.new_leads_by_source(people, today=today),
        "recent": [
            (one, telling.kind_name(one.kind), said_when(one.at, now))
            for one in recalling.recent(request.staff)
        ],
        "is_empty": not any(weekly.people) and not stages and not people.current().exists(),
        **birthday_facts(people, today),
        "weekday": lambda day: format_date(day, "EEEE", locale=translation.get_language() or "he"),
    }


def birthday_facts(people: CustomerQuerySet, today: date) -> dict[str, Any]:
    """How many come, the first of them, and in which months the others are to be found."""
    coming = birthdays.coming(people, today=today)
    months = dict.fromkeys(one.on.month for one in coming)
    return {
        "coming_count": f"{birthdays.MOST}+" if len(coming) > birthdays.MOST else len(coming),
        "coming": coming[:BIRTHDAYS],
        "has_more_coming": len(coming) > BIRTHDAYS,
        "coming_query": "?" + urlencode([*(("month", one) for one in months), ("sort", "birthday")]),
    }


def spark(label: str, values: list[int], icon: str, query: str) -> dict[str, Any]:
    """A figure with the line of its weeks."""
    said = _("%(label)s; the weeks before: %(values)s") % {
        "label": label,
        "values": ", ".join(map(str, values)),
    }
    now, before = values[-1], values[-2]
    trend = _("%(count)s last week") % {"count": before}
    line = {"line": charting.line(values), "area": charting.area(values), "said": said}
    return {"label": label, "value": now, "icon": icon, "query": query, "trend": trend, **line}


def said_when(at: datetime, now: datetime) -> str:
    local = timezone.localtime(at)
    return days.shown_time(local) if local.date() == now.date() else days.shown_date(local.date())
