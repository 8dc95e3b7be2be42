from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.calendar.forms import reminding
from kesher.core.moment_field import MomentField
from kesher.core.owned_form import OwnedForm
from tests import make

START = timezone.now().replace(microsecond=0) + timedelta(days=3)


class MeetingForm(reminding.ReminderFields, OwnedForm):
    anchor_fields = ("starts_at",)
    starts_at = MomentField(required=False)


def form(**given):
    return MeetingForm({"starts_at": "12/12/2090 10:00", **given}, business=None)


@pytest.mark.parametrize(("choice", "minutes"), [("0", 0), ("5", 5), ("60", 60), ("1440", 1440)])
def test_a_reminder_is_counted_back_from_the_forms_time(choice, minutes):
    asked = form(remind_at=choice, by_email="on")

    assert asked.is_valid()
    assert asked.reminder(START) == reminding.Wanted(START - timedelta(minutes=minutes), True, False)


def test_no_reminder_is_none():
    asked = form()

    assert asked.is_valid()
    assert asked.reminder(START) is None


def test_before_a_time_that_is_missing_is_explained():
    asked = form(remind_at="5", starts_at="")

    assert not asked.is_valid()
    assert list(asked.errors) == ["remind_at"]


def test_a_typed_time_needs_no_other():
    asked = form(remind_at="typed", remind_moment="24/12/2090 9:30", starts_at="")

    assert asked.is_valid()
    wanted = asked.reminder(None)
    assert timezone.localtime(wanted.at).strftime("%d/%m/%Y %H:%M") == "24/12/2090 09:30"


@pytest.mark.parametrize("typed", ["", "1/1/2020 9:00", "never"])
def test_a_typed_time_is_asked_for_and_lies_ahead(typed):
    asked = form(remind_at="typed", remind_moment=typed)

    assert not asked.is_valid()
    assert list(asked.errors) == ["remind_moment"]


def test_a_reminder_that_is_set_is_shown_as_it_was_chosen(world):
    made = make.reminder(world.customer, world.staff, at=START - timedelta(minutes=15), by_email=True)

    assert reminding.shown(made, anchor=START) == {"remind_at": "15", "by_email": True, "by_push": True}
    assert reminding.shown(made, anchor=None)["remind_at"] == "typed"
    assert reminding.shown(None, anchor=START) == {}
