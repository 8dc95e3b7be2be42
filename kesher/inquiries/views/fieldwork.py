"""The technician's day on the phone: what is shown of each stop, and what the phone keeps for reading without reception."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import periods
from kesher.core.addresses import address
from kesher.core.pages import kept_offline, page
from kesher.inquiries import fieldwork, ways
from kesher.inquiries.fieldwork import Part, Stop
from kesher.inquiries.models import Inquiry, TreatmentSubType

DONE_HERE = (TreatmentSubType.WORK, TreatmentSubType.PARTS, TreatmentSubType.CLOSING)
"""treatments that a technician enters from the day"""
DAY = timedelta(days=1)


@staff_may(Permission.INQUIRY_EDIT)
def my_day(request: StaffRequest) -> HttpResponse:
    day, today = asked_day(request), timezone.localdate()
    types = treatment_types(request)
    stops = [shown(request, one, types) for one in fieldwork.stops(request.staff, day=day)]
    following = next((one for one in stops if "call" in one and not one["stop"].is_done), None)
    if following and day == today:
        following["is_next"] = True
    shown_day = page(
        request, "inquiries/my_day.html", block="day", stops=stops, day=day, today=today, earlier=day - DAY,
        later=day + DAY, weekday=date_format(day, "l"), done_count=sum(one["stop"].is_done for one in stops),
    )  # fmt: skip
    return kept_offline(shown_day, person=request.staff)


def asked_day(request: StaffRequest) -> date:
    """Today, unless another day of the diary is asked for."""
    today = timezone.localdate()
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return day if day == periods.clamped(day) else today


def treatment_types(request: StaffRequest) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {key: [] for key in DONE_HERE}
    types = request.business.treatment_types.filter(retired_at=None, sub_type__in=DONE_HERE)
    for key, sub_type in types.values_list("pk", "sub_type"):
        found[sub_type].append(key)
    return found


def shown(request: StaffRequest, stop: Stop, types: dict[str, list[int]]) -> dict[str, Any]:
    """The stop with its links: telephone, WhatsApp, navigation, and the forms of what is done there."""
    call, visit = stop.call, stop.visit
    if call is None:
        reach = ways.of(visit, place=visit.place) if visit else {}
        return {"stop": stop, "meeting": stop.meeting, **reach}
    forms = forms_of(request, call, types)
    return {
        "stop": stop,
        "call": call,
        **ways.of(call, phone=call.phone, place=call.address),
        "forms": forms,
        "kept": [] if stop.is_done else kept_parts(request, call, forms, types),
        "upload": address("inquiries:upload", request.business.slug, call.pk),
        "is_late": stop.part == Part.EARLIER,
        "is_next": False,
    }


def forms_of(request: StaffRequest, call: Inquiry, types: dict[str, list[int]]) -> dict[str, str]:
    """A sub-type with one treatment type needs no choice between them."""
    slug = request.business.slug
    add = address("inquiries:add_treatment", slug, call.pk)
    found = {
        key: f"{add}?type={keys[0]}" if len(keys) == 1 else f"{add}?sub_type={key}"
        for key, keys in types.items()
    }
    return found | {
        "sign": address("inquiries:sign", slug, call.pk),
        "note": address("inquiries:add_note", slug, call.pk),
    }


def kept_parts(
    request: StaffRequest, call: Inquiry, forms: dict[str, str], types: dict[str, list[int]]
) -> list[str]:
    """What the phone keeps beside the call's page, so that the forms open without reception too."""
    slug = request.business.slug
    add = address("inquiries:add_treatment", slug, call.pk)
    chosen = [f"{add}?type={key}" for keys in types.values() if len(keys) > 1 for key in keys]
    parts = [address(f"inquiries:{name}", slug, call.pk) for name in ("thread_of", "around_of")]
    return [*forms.values(), *chosen, *parts]
