from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from kesher.activity.models import Entry
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import service_rules

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SHIPPED = {
    "reopening_days": 14, "first_percent": 75, "second_percent": 100, "third_percent": 150, "work_rounding": 15,
    "work_minimum": 15,
}  # fmt: skip


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def change(ours, world, **rules):
    return service_rules.change(ours, by=world.staff, now=NOW, **rules)


def told(ours):
    return [entry.details["changes"] for entry in Entry.objects.of(ours).filter(kind="business.changed")]


def test_a_business_begins_with_the_numbers_of_the_house(ours):
    assert service_rules.rules_of(ours) == SHIPPED


def test_a_change_is_recorded_with_before_and_after(ours, world):
    change(ours, world, **{**SHIPPED, "reopening_days": 30, "work_rounding": 6})

    kept = Business.objects.get(pk=ours.pk)
    assert (kept.reopening_days, kept.work_rounding, kept.work_minimum) == (30, 6, 15)
    assert told(ours) == [{"reopening_days": [14, 30], "work_rounding": [15, 6]}]


def test_nothing_changed_nothing_recorded(ours, world):
    change(ours, world, **SHIPPED)

    assert told(ours) == []


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ({"reopening_days": 366}, "days-wrong"),
        ({"reopening_days": -1}, "days-wrong"),
        ({"first_percent": 0}, "percent-wrong"),
        ({"third_percent": 501}, "percent-wrong"),
        ({"first_percent": 100}, "percents-fall"),
        ({"third_percent": 90}, "percents-fall"),
        ({"first_percent": 10, "second_percent": 20, "third_percent": 99}, "percent-last"),
        ({"work_rounding": 7}, "minutes-not-offered"),
        ({"work_rounding": 0}, "minutes-not-offered"),
        ({"work_minimum": 1000}, "minutes-not-offered"),
    ],
)
def test_numbers_out_of_bounds_are_refused(ours, world, rules, code):
    with pytest.raises(Refused, match=code):
        change(ours, world, **rules)

    assert service_rules.rules_of(Business.objects.get(pk=ours.pk)) == SHIPPED


@pytest.mark.parametrize(
    "wrong", [{"reopening_days": 366}, {"second_percent": 75}, {"third_percent": 501}, {"work_rounding": 0}]
)
def test_the_database_itself_refuses_them_too(ours, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Business.objects.filter(pk=ours.pk).update(**wrong)
