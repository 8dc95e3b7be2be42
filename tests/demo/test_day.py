"""The day on which the demo is opened, at whatever hour that is."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from django.utils import timezone, translation

from kesher.core.owning import acting_for
from kesher.demo import clients, furnishing, technicians, today
from kesher.demo.book import Book
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

    assert all(7 <= timezone.localtime(one).hour < 19 for one, _minutes in today.visits(now))
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


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker):
    """The technicians' business with customers, before anything has happened."""
    now = timezone.make_aware(datetime(2026, 11, 1, 12))
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("he"):
        business = furnishing.opened(technicians.SLUG, technicians.TEAM, now=now, name="Karir")
        with acting_for(business):
            technicians.furnish(business, now=now)
        yield business
        transaction.set_rollback(True)


@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize("hour", range(24))
def test_each_technician_is_at_one_customer_at_most(db, opened, hour):
    now = timezone.make_aware(datetime(2026, 11, 29, hour, 11))

    with acting_for(opened), translation.override("he"), transaction.atomic():
        fill(opened, now)
        for staff in opened.staff.filter(user__username__in=today.TECHNICIANS):
            arrived = opened.inquiries.of_staff(staff).exclude(arrived_at=None)
            going_on = arrived.filter(closed_at=None)
            assert len(going_on) == (8 <= hour < 17)
            assert all(one.status.key == "in-treatment" for one in going_on)
            assert all(one.arrived_at >= other.closed_at for one in going_on for other in arrived.closed())
        transaction.set_rollback(True)


def fill(business, now):
    book = Book(business, now=now, name="technicians", random=Random(now.hour))
    names = [*today.AROUND_THE_CLOCK, "", "", ""]
    before = now - timedelta(days=60)
    places = [
        clients.add(book, number=number, company=name, at=before) for number, name in enumerate(names, 1)
    ]
    book.chronicle.write(before + timedelta(hours=1))
    today.fill(book, places)
    book.chronicle.write(now)
