from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from kesher.activity import reading, telling
from kesher.activity.models import Entry
from kesher.activity.timeline import Question

TODAY = date(2026, 11, 22)


def told(day, key=1):
    at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return telling.told(Entry(pk=key, kind="note.added", subject_kind="customers.note", subject_id=1, at=at))


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def test_entries_are_parted_by_days_with_the_hebrew_date():
    days = list(
        reading.by_day(
            [told(TODAY), told(TODAY), told(TODAY - timedelta(1)), told(date(2026, 1, 5))],
            last="",
            today=TODAY,
        )
    )

    assert [day.heading for day in days] == ["Today, 22/11/2026", "Yesterday, 21/11/2026", "05/01/2026"]
    assert [len(day.entries) for day in days] == [2, 1, 1]
    assert days[0].hebrew == "י״ב כסלו תשפ״ז"


def test_a_portion_that_goes_on_within_a_day_does_not_name_it_again():
    days = list(reading.by_day([told(TODAY), told(TODAY - timedelta(1))], last="2026-11-22", today=TODAY))

    assert [bool(day.heading) for day in days] == [False, True]


def test_the_address_says_what_is_asked_for():
    request = RequestFactory().get("/log/")

    assert reading.address(request, Question()) == "/log/"
    assert (
        reading.address(request, Question(text="a b", group="note", since=TODAY))
        == "/log/?q=a+b&group=note&since=2026-11-22"
    )


def test_a_shared_address_asks_the_same_question():
    question = Question(text="a b", group="note", who="7", since=TODAY, until=TODAY)
    request = RequestFactory().get(reading.address(RequestFactory().get("/log/"), question))

    assert reading.asked(reading.QuestionForm(request.GET), [(7, "Dana")]) == question


def test_each_filter_can_be_taken_off_by_itself():
    request = RequestFactory().get("/log/")
    question = Question(group="note", who="system")

    chips = reading.chips(request, question, [("7", "Dana")])

    assert chips == [
        {"label": "Notes", "remove_url": "/log/?who=system"},
        {"label": "The system", "remove_url": "/log/?group=note"},
    ]
