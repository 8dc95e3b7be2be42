"""A meeting's page, setting and changing it, and what is said while it is typed."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kesher.activity import last_change, telling
from kesher.activity.models import Entry
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import meetings, presetting
from kesher.calendar.forms.meetings import MeetingForm, initial_of
from kesher.calendar.forms.recurring import rule_of
from kesher.calendar.forms.reminding import FIELDS
from kesher.calendar.models import Meeting, PresetSubject
from kesher.calendar.views import asking, naming, reaching
from kesher.core import actions
from kesher.core.actions import Section
from kesher.core.days import shown_date, shown_moment
from kesher.core.pages import page
from kesher.core.refusals import Refused
from kesher.customers import veiling

LOGGED = 30
COMPUTED = {"repeats", "every", "weekdays", "until", "count", "scope", *FIELDS}


@staff_may(Permission.DIARY_VIEW)
def meeting(request: StaffRequest, meeting_id: int) -> HttpResponse:
    found = reaching.meeting_of(request, meeting_id)
    customer = found.customer
    sees_customer = bool(
        customer and request.staff.may(Permission.CUSTOMER_VIEW) and customer.is_visible_to(request.staff)
    )
    return reaching.sheet(
        request,
        "calendar/meeting.html",
        meeting=found,
        when=naming.when(found),
        length="" if found.is_all_day else naming.length(found.starts_at, found.ends_at),
        recurs=naming.recurs(found.series.rule) if found.series else "",
        sees_customer=sees_customer,
        reach=ways(request, customer) if sees_customer else [],
        navigate_url=navigate_url(found),
        people=people_of(found),
        may_change=reaching.may_change(found, request),
        sees_log=request.staff.may(Permission.ACTIVITY_VIEW),
    )


def navigate_url(found: Meeting) -> str:
    """To the place, or to the site where none is written."""
    place = found.place or (found.site.address if found.site else "")
    return f"https://www.google.com/maps/search/?api=1&query={quote(place)}" if place else ""


@staff_may(Permission.ACTIVITY_VIEW)
def activity_of(request: StaffRequest, meeting_id: int) -> HttpResponse:
    """What happened to the meeting, newest first."""
    found = reaching.meeting_of(request, meeting_id)
    entries = Entry.objects.of(request.business).on({Meeting: [found.pk]})
    shown = veiling.veiled(entries.newest_first()[:LOGGED], by=request.staff)
    log = [telling.told(one) for one in shown]
    return page(request, "calendar/meeting_log.html", block="log", meeting=found, log=log)


@staff_may(Permission.DIARY_EDIT)
def add_meeting(request: StaffRequest) -> HttpResponse:
    form = form_of(request, initial=initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = meetings.set_meeting(
                request.business, by=request.staff, now=timezone.now(), **details(form)
            )
        except Refused as refused:
            form.explain(refused)
        else:
            message = _("The meeting was set: %(when)s.") % {"when": naming.when(made)}
            return reaching.told(request, message, meeting=made)
    return reaching.sheet(
        request, "calendar/meeting_form.html", form=form, meeting=None, status=422 if form.errors else 200
    )


@staff_may(Permission.DIARY_EDIT)
def change_meeting(request: StaffRequest, meeting_id: int) -> HttpResponse:
    found = reaching.meeting_of(request, meeting_id)
    form = form_of(request, meeting=found, initial=initial_of(found), who_changed=last_change.of(found))
    if request.method == "POST" and form.is_valid():
        given = {**details(form), "scope": scope_of(form)}
        try:
            meetings.change(found, by=request.staff, now=timezone.now(), **given)
        except Refused as refused:
            form.explain(refused)
        else:
            return reaching.told(request, _("The meeting was changed."), meeting=found)
    return reaching.sheet(
        request, "calendar/meeting_form.html", form=form, meeting=found, status=422 if form.errors else 200
    )


def form_of(request: StaffRequest, *, meeting: Meeting | None = None, **options: Any) -> MeetingForm:
    posted = request.POST if request.method == "POST" else None
    return MeetingForm(posted, business=request.business, staff=request.staff, meeting=meeting, **options)


def details(form: MeetingForm) -> dict[str, Any]:
    """What the verbs take; fields that were not shown stay out."""
    values = form.cleaned_data
    found = {name: value for name, value in values.items() if name not in COMPUTED}
    found |= {name: list(found[name]) for name in ("staff", "customers") if name in found}
    found |= {"reminder": form.reminder(values["starts_at"])}
    rule = rule_of(values)
    return {**found, "rule": rule} if rule or not form.meeting else found


def scope_of(form: MeetingForm) -> str:
    """Another recurrence reaches further than one meeting."""
    scope = str(form.cleaned_data.get("scope", "this"))
    return "following" if scope == "this" and rule_of(form.cleaned_data) else scope


def initial(request: StaffRequest) -> dict[str, Any]:
    """What the place where it was asked for tells: the hour, the column, the customer."""
    given = request.GET
    staff = list(asking.ids(given.get("staff", ""))) or [request.staff.pk]
    found: dict[str, Any] = {"staff": staff, "resource": first(given.get("resource", "")), **times(given)}
    found |= presetting.begins_with(request.business, PresetSubject.MEETING)
    customer = first(given.get("customer", ""))
    row = (
        request.business.customers.visible_to(request.staff).filter(pk=customer).first() if customer else None
    )
    if row:
        found |= {"customer": row.pk, "subject": row.full_name, **only_site(row)}
    return found


def only_site(customer: Any) -> dict[str, Any]:
    """The site of somebody who has just one, and its address."""
    sites = list(customer.sites.filter(retired_at=None)[:2])
    return {"site": sites[0].pk, "place": sites[0].address} if len(sites) == 1 else {}


def times(given: Any) -> dict[str, str]:
    """`at`: a day or a moment, `until`: a moment."""
    at, until = moment(given.get("at", "")), moment(given.get("until", ""))
    now = timezone.localtime()
    if at is None or (len(given.get("at", "")) == len("2026-11-25") and at.date() == now.date()):
        at = (now + timedelta(hours=1)).replace(minute=0)
    elif len(given.get("at", "")) == len("2026-11-25"):
        at = at.replace(hour=9)
    shown = {"starts_at": shown_date(at) if given.get("whole") else shown_moment(at)}
    if given.get("whole"):
        return {**shown, "is_all_day": "1"}
    return {**shown, "ends_at": shown_moment(until)} if until else shown


def moment(text: str) -> datetime | None:
    """A local moment such as 2026-11-25T09:00, or a day."""
    try:
        found = parse_datetime(text if "T" in text else f"{text}T00:00")
        return timezone.localtime(timezone.make_aware(found.replace(tzinfo=None))) if found else None
    except (ValueError, OverflowError):
        return None


def first(text: str) -> int | None:
    return next(iter(asking.ids(text)), None)


def people_of(found: Meeting) -> list[dict[str, str]]:
    rows = sorted(found.participants.all(), key=lambda row: (not row.staff_id, not row.customer_id, row.pk))
    return [
        {
            "name": str(row),
            "sub": row.email if row.email != str(row) else "" if row.staff_id else _("Customer"),
        }
        for row in rows
    ]


def ways(request: StaffRequest, customer: Any) -> list[dict[str, Any]]:
    """To call and to write, for the phone in the hand."""
    offered = actions.actions_for(Section.PROFILE, customer, request.staff)
    return [one.item(customer) for one in offered if one.is_quick]
