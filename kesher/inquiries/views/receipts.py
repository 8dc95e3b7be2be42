"""The receipt of the response times: what was counted, why, and by which version of the calendar."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.inquiries import clocks, summing
from kesher.inquiries.timing import ONE_MINUTE, Row
from kesher.inquiries.views import reaching


@staff_may(Permission.INQUIRY_VIEW)
@require_GET
def receipt(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry, now = reaching.whole(request, inquiry_id), timezone.now()
    lines = [shown(line, now) for line in clocks.receipt(inquiry, now).lines]
    return page(request, "inquiries/receipt.html", block="sheet", inquiry=inquiry, lines=lines)


def shown(line: clocks.Line, now: Any) -> dict[str, Any]:
    clock = line.clock
    return {
        "clock": clock,
        "bar": summing.bar(clock, now=now),
        "minutes": line.minutes,
        "percent": line.percent,
        "rows": in_minutes(line.rows),
    }


def in_minutes(rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """Whole minutes whose sum is the whole: what a row has too little, the next one has."""
    passed, found = timedelta(), []
    for row in rows:
        before, passed = passed // ONE_MINUTE, passed + row.length
        found.append((row, passed // ONE_MINUTE - before))
    return found
