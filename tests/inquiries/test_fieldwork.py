from datetime import timedelta

from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import fieldwork
from tests import make


def numbers(world, day):
    with acting_for(world.ours):
        return [one.call.number for one in fieldwork.stops(world.staff, day=day) if one.call]


def test_calls_of_the_day_come_in_order_and_those_without_a_time_last(world):
    noon = timezone.localtime().replace(hour=12, minute=0)
    times = (noon + timedelta(hours=2), noon, noon + timedelta(days=3))
    later, first, another_day = (
        make.inquiry(
            world.ours,
            kind="service-call",
            customer=world.customer,
            by=world.staff,
            staff=[world.staff],
            starts_at=at,
        )
        for at in times
    )

    assert numbers(world, noon.date()) == [first.number, later.number]
    assert another_day.number not in numbers(world, noon.date())


def test_the_day_comes_before_what_was_left_from_earlier_days(world):
    noon = timezone.localtime().replace(hour=12, minute=0)
    with acting_for(world.ours):
        late, today, anytime = (
            make.inquiry(world.ours, kind="service-call", staff=[world.staff], starts_at=at, by=world.staff)
            for at in (noon - timedelta(days=2), noon, None)
        )
        anytime.target_at = None
        anytime.save()

    assert numbers(world, noon.date()) == [today.number, late.number, anytime.number]


def test_only_ones_own_calls_stand_there(world):
    make.inquiry(world.ours, kind="service-call", customer=world.customer, by=world.staff)

    assert numbers(world, timezone.localdate()) == []
