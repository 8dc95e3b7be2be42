"""Inquiries that come again: recurring tasks and planned maintenance calls.

1. An open task or service call comes again by a rule of the calendar, from its target, else from its start, on the wall clock.
   It is itself the first turn. Who works on inquiries sets and stops it; setting it anew replaces what was set.
2. Each further turn is opened by a job, so many days ahead as was said, and once, however often the job runs.
3. It has the type, subject, details, customer, contact, place, priority, handlers and checklist of the first one; its times lie
   as they lay around the turn. A call finds its contract anew.
4. Turns that passed while nothing ran are not made up for: the latest of them is opened.
5. Handlers who left are left out; without any left, who set it handles. Who set it watches what is opened.
6. It ends with its rule, or when it is stopped. When a turn cannot be opened it ends too, and who set it is told why.
"""

from datetime import datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.models import Business, Staff
from kesher.calendar import recurring as rules
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.inquiries import announcing, closing, holding, opening
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryKind, InquirySeries

KINDS = {InquiryKind.TASK, InquiryKind.SERVICE_CALL}
ROWS = {
    "type": "inquiry_types", "site": "sites", "equipment": "equipment", "branch": "branches", "priority": "priorities",
    "team": "teams",
}  # fmt: skip
"""what a turn has of the business's rows, by their keys"""
PLAIN = ("title", "details", "contact_name", "phone", "email", "address", "is_shown_at_access")
TIMES = ("target_at", "starts_at", "ends_at")
AHEAD = timedelta(days=60)
FAR = timedelta(days=366 * 11)


def anchor_of(inquiry: Inquiry) -> datetime | None:
    return inquiry.target_at or inquiry.starts_at


def running(inquiry: Inquiry) -> InquirySeries | None:
    series = inquiry.series
    return series if series and series.ended_at is None and series.next_at else None


def problems(inquiry: Inquiry, *, rule: str, by: Any) -> list[Problem]:
    found = closing.right_problems(by)
    if inquiry.kind not in KINDS:
        found.append(Problem("does-not-recur", _("Only tasks and service calls come again.")))
    if inquiry.is_closed:
        found.append(Problem("is-closed", _("This inquiry is closed. Reopen it first.")))
    if anchor_of(inquiry) is None:
        sentence = _("Please give it a target or a start first: the turns are counted from there.")
        found.append(Problem("no-time", sentence))
    return [*found, *rules.problems(rule)]


@transaction.atomic
def start(inquiry: Inquiry, *, rule: str, by: Any, now: datetime, lead_days: int = 0) -> InquirySeries:
    inquiry = holding.held(inquiry)
    refuse_if(problems(inquiry, rule=rule, by=by))
    if before := running(inquiry):
        end(before.fresh(), by=by, now=now)
    anchor: Any = anchor_of(inquiry)
    series: InquirySeries = inquiry.business.inquiry_series.create(
        name=(inquiry.title or inquiry.details)[:160], rule=rule, starts_at=anchor, zone=settings.TIME_ZONE,
        lead_days=lead_days, facts=facts_of(inquiry, anchor), customer=inquiry.customer, contract=inquiry.contract,
        next_at=next_turn(rule, anchor, ZoneInfo(settings.TIME_ZONE)), created_by=by, created_at=now,
    )  # fmt: skip
    inquiry.series, inquiry.series_turn_at, inquiry.changed_at = series, anchor, now
    inquiry.save(update_fields=["series", "series_turn_at", "changed_at"])
    record(Kind.SERIES_STARTED, series, by=by, now=now, rule=rule)
    return series


@transaction.atomic
def stop(series: InquirySeries, *, by: Any, now: datetime) -> InquirySeries:
    """No further turns; what was opened stays."""
    refuse_if(closing.right_problems(by))
    if series.customer:
        series.customer.locked()
    series = series.fresh()
    if series.ended_at is None:
        end(series, by=by, now=now)
    return series


def end(series: InquirySeries, *, by: Any, now: datetime, why: str = "") -> None:
    series.ended_at, series.next_at = now, None
    series.save(update_fields=["ended_at", "next_at"])
    record(Kind.SERIES_ENDED, series, by=by, now=now, reason=why)


def next_turn(rule: str, start_at: datetime, zone: tzinfo) -> datetime | None:
    """The turn after `start_at`, which is one itself."""
    until = (start_at + FAR).astimezone(zone).date()
    turns = rules.turns(rule, starts_at=start_at, zone=zone, until=until)
    return turns[1] if len(turns) > 1 else None


def facts_of(inquiry: Inquiry, anchor: datetime) -> dict[str, Any]:
    """Rule 3, as it can be kept."""
    zone = ZoneInfo(settings.TIME_ZONE)
    times = {name: getattr(inquiry, name) for name in TIMES}
    return {
        "kind": inquiry.kind,
        "rows": {name: key for name in ROWS if (key := getattr(inquiry, f"{name}_id"))},
        "plain": {name: getattr(inquiry, name) for name in PLAIN},
        "staff": [one.pk for one in announcing.handlers_of(inquiry)],
        "checklist": list(inquiry.checklist.filter(removed_at=None).values_list("text", flat=True)),
        "times": {
            name: rules.distance(anchor, at, zone=zone).total_seconds() for name, at in times.items() if at
        },
    }


def open_due(business: Business, now: datetime) -> int:
    """All turns that are due by now; how many."""
    rows = business.inquiry_series.filter(ended_at=None, next_at__lte=now + AHEAD).order_by("next_at", "id")
    due = [one for one in rows.select_related("business", "customer") if is_due(one, now)]
    return sum(open_turn(one, now=now) is not None for one in due)


def is_due(series: InquirySeries, now: datetime) -> bool:
    if series.next_at is None:
        return False
    ahead = timedelta(days=-series.lead_days)
    return rules.shifted(series.next_at, by=ahead, zone=ZoneInfo(series.zone)) <= now


@transaction.atomic
def open_turn(series: InquirySeries, *, now: datetime) -> Inquiry | None:
    if series.customer:
        series.customer.locked()
    business, series = series.business, series.fresh()
    if series.ended_at or not is_due(series, now):
        return None
    turn = latest_due(series, now)
    try:
        with transaction.atomic():
            made = opened(business, series, turn, now=now)
    except Refused as refused:
        give_up(series, refused, now=now)
        return None
    if series.next_at is None:
        end(series, by=None, now=now)
    else:
        series.save(update_fields=["starts_at", "rule", "next_at"])
    return made


def latest_due(series: InquirySeries, now: datetime) -> datetime:
    """Rule 4: rolls the series on to its latest turn that is due; returns that one."""
    zone, turn = ZoneInfo(series.zone), series.starts_at
    while series.next_at and is_due(series, now):
        turn = series.next_at
        series.starts_at, series.rule = turn, rules.remaining(series.rule, done=1)
        series.next_at = next_turn(series.rule, turn, zone)
    return turn


def opened(business: Business, series: InquirySeries, turn: datetime, *, now: datetime) -> Inquiry:
    facts, zone = series.facts, ZoneInfo(series.zone)
    rows = {name: getattr(business, ROWS[name]).filter(pk=key).first() for name, key in facts["rows"].items()}
    times: dict[str, Any] = {
        name: rules.shifted(turn, by=timedelta(seconds=seconds), zone=zone)
        for name, seconds in facts["times"].items()
    }
    staff = handlers(business, series)
    kept = {name: row for name, row in rows.items() if row and not getattr(row, "retired_at", None)}
    return opening.open_inquiry(
        business, kind=facts["kind"], customer=series.customer, staff=staff, by=None, now=now, channel="staff",
        checklist=facts["checklist"], series=series, series_turn_at=turn,
        watchers=[one for one in [series.created_by] if one and one.is_active and one not in staff],
        **kept, **facts["plain"], **times,
    )  # fmt: skip


def handlers(business: Business, series: InquirySeries) -> list[Staff]:
    """Rule 5."""
    held = {one.pk: one for one in business.staff.active().filter(pk__in=series.facts["staff"])}
    staff = [held[key] for key in series.facts["staff"] if key in held]
    has_team = bool(series.facts["rows"].get("team"))
    last = [series.created_by] if series.created_by and series.created_by.is_active else []
    return staff or ([] if has_team or not series.facts["staff"] else last)


def give_up(series: InquirySeries, refused: Refused, *, now: datetime) -> None:
    """Rule 6."""
    why = " ".join(str(problem.sentence) for problem in refused.problems)
    end(series, by=None, now=now, why=why)
    first = series.inquiries.order_by("-series_turn_at").first()
    if first and series.created_by:
        text = _("%(name)s does not come again: %(why)s") % {"name": series.name, "why": why}
        announcing.tell(
            [series.created_by],
            first,
            kind="series-ended",
            text=text,
            key=f"series-{series.pk}",
            by=None,
            now=now,
        )
