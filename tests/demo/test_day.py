"""The day on which the demo is opened, at whatever hour that is."""

from datetime import datetime

import pytest
from django.utils import timezone, translation

from kesher.core.owning import acting_for
from kesher.demo import technicians, today
from kesher.inquiries import fieldwork
from kesher.inquiries.models import ClockKind


def assert_lively(staff, now, *, has_begun=True):
    stops = [one.call for one in fieldwork.stops(staff, day=timezone.localdate(now)) if one.call]
    running = staff.business.response_clocks.filter(
        inquiry__in=stops, kind=ClockKind.RESPONSE, stopped_at=None, escalated__gte=75
    )

    assert len(stops) >= 4
    assert any(one.arrived_at for one in stops) == has_begun
    assert running.exists()


@pytest.mark.parametrize("hour", range(24))
def test_visits_are_within_the_working_day(hour):
    now = timezone.make_aware(datetime(2026, 11, 29, hour, 20))

    assert all(7 <= timezone.localtime(one).hour < 19 for one in today.visits(now))
    assert today.emergency(now) > now
    assert timezone.localtime(today.emergency(now)).date() == now.date()


@pytest.mark.parametrize(
    "now",
    [datetime(2026, 11, 28, 3, 5), datetime(2026, 9, 21, 22, 30)],
    ids=["Saturday night", "Yom Kippur"],
)
def test_the_day_is_lively_at_whatever_hour(db, now):
    now = timezone.make_aware(now)
    business = technicians.load(now=now, customers=30, calls_a_day=0.3)

    with acting_for(business), translation.override("he"):
        for staff in business.staff.filter(user__username__in=today.TECHNICIANS):
            assert_lively(staff, now, has_begun=now.hour >= 8)
