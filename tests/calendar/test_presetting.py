import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.calendar import presetting
from kesher.calendar.kinds import Kind
from kesher.core.owning import acting_for

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def set_to(world, subject="task", *, minutes=15, by_email=True, by_push=False):
    fields = {"minutes": minutes, "by_email": by_email, "by_push": by_push}
    presetting.preset(world.ours, {subject: fields}, by=world.staff, now=NOW)


def test_a_form_begins_with_what_is_preset_for_its_kind(world, ours):
    set_to(world)

    assert presetting.begins_with(ours, "task") == {"remind_at": "15", "by_email": True, "by_push": False}
    assert presetting.begins_with(ours, "meeting") == {}


def test_no_reminder_may_be_preset_with_its_copies(world, ours):
    set_to(world, minutes=None, by_push=True)

    assert presetting.begins_with(ours, "task") == {"remind_at": "", "by_email": True, "by_push": True}


def test_there_is_one_for_each_kind_and_nothing_is_shipped(ours):
    assert {key: one.minutes for key, one in presetting.presets(ours).items()} == dict.fromkeys(
        ["task", "service-call", "message", "meeting"]
    )


def test_a_change_is_recorded_and_the_same_again_is_none(world, ours):
    for minutes in (15, 60, 60):
        set_to(world, minutes=minutes)

    entries = Entry.objects.of(ours).filter(kind=Kind.REMINDER_PRESET).order_by("pk")
    assert [entry.details["changes"]["minutes"] for entry in entries] == [[None, 15], [15, 60]]


def test_no_other_minutes_than_those_offered_are_stored(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        set_to(world, minutes=7)
