from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import counting
from tests import make

TODAY = date(2026, 11, 25)
NOW = timezone.make_aware(datetime(2026, 11, 25, 12))


@pytest.fixture
def people(world):
    with acting_for(world.ours):
        world.customer.delete()
        yield world.ours.customers.all()


def test_a_week_begins_on_sunday():
    assert [counting.week_start(date(2026, 11, day)) for day in (21, 22, 28)] == [
        date(2026, 11, 15),
        date(2026, 11, 22),
        date(2026, 11, 22),
    ]


def test_new_people_and_leads_are_counted_by_week(people, world):
    make.customer(world.ours, now=NOW)
    make.customer(world.ours, now=NOW, role="customer")
    make.customer(world.ours, now=NOW - timedelta(weeks=2))
    make.customer(world.ours, now=NOW - timedelta(weeks=30))

    weekly = counting.weekly(people, today=TODAY)

    assert weekly.people == [0] * 9 + [1, 0, 2]
    assert weekly.leads == [0] * 9 + [1, 0, 1]


def test_leads_are_counted_by_stage_in_the_order_of_the_stages(people, world):
    stages = list(world.ours.stages.all())
    for stage in (stages[4], stages[0], stages[0], None):
        make.customer(world.ours, stage=stage)
    make.customer(world.ours, role="customer")

    shares = counting.leads_by_stage(people)

    assert sorted((one.name, one.count, one.is_open) for one in shares) == sorted(
        [("", 1, True), (stages[0].name, 2, True), (stages[4].name, 1, False)]
    )


def test_new_leads_are_counted_by_source_the_busiest_first(people, world):
    first, second = world.ours.sources.all()[:2]
    for source in (first, second, second, None):
        make.customer(world.ours, source=source, now=NOW)
    make.customer(world.ours, source=first, now=NOW - timedelta(weeks=1))

    shares = counting.new_leads_by_source(people, today=TODAY)

    assert (shares[0].id, shares[0].count) == (second.pk, 2)
    assert sum(one.count for one in shares) == 4
