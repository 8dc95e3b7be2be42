from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from kesher.inquiries import columns
from kesher.inquiries.columns import COLUMNS, DEFAULT

NOW = timezone.make_aware(datetime(2026, 11, 25, 12))
HOUR = timedelta(hours=1)
ROW = {
    "customer": 3, "customer__full_name": "Noa", "contact_name": "Avi", "status__name": "Open", "status__colour": "grey",
    "target_at": None, "closed_at": None, "clock": "", "assignees": [("Dana", True), ("Avi", False)], "percent": 40,
    "phone": "+972501234567", "billing_status": "unbilled", "kind": "task", "created_at": NOW,
}  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def shown(key, **row):
    return COLUMNS[key].shown({**ROW, **row}, NOW)


def told(key, **row):
    return COLUMNS[key].told_of({**ROW, **row}, NOW)


def test_the_columns_shown_first_are_columns():
    assert set(DEFAULT) <= set(COLUMNS)


def test_a_person_is_the_customer_else_the_contact():
    assert (shown("customer"), told("customer")) == (("Noa", 3), "Noa")
    assert told("customer", customer__full_name=None, customer=None) == "Avi"


def test_a_sheet_has_moments_and_numbers_as_such():
    assert told("opened") == timezone.localtime(NOW)
    assert (told("percent"), shown("percent")) == (40, "40%")


def test_moments_are_spoken_near_by():
    assert [columns.spoken(NOW + days * 24 * HOUR, NOW) for days in (-1, 0, 1)] == [
        "yesterday 12:00", "today 12:00", "tomorrow 12:00",
    ]  # fmt: skip
    assert "12:00" in columns.spoken(NOW + 72 * HOUR, NOW)


def test_of_a_change_on_earlier_days_only_the_date_is_shown():
    assert [shown("changed", changed_at=NOW - days * 24 * HOUR) for days in (0, 1, 2)] == [
        "today 12:00", "yesterday 12:00", "23/11/2026",
    ]  # fmt: skip
    assert told("changed", changed_at=NOW) == timezone.localtime(NOW)


@pytest.mark.parametrize(
    ("row", "tone"),
    [
        ({"target_at": NOW + HOUR}, ""),
        ({"target_at": NOW - HOUR}, "red"),
        ({"target_at": NOW - HOUR, "closed_at": NOW}, ""),
        ({"target_at": NOW + HOUR, "clock": "risk"}, "yellow"),
        ({"target_at": NOW + HOUR, "clock": "missed"}, "red"),
        ({"clock": "missed"}, "red"),
    ],
)
def test_the_target_carries_its_mark(row, tone):
    assert shown("target", **row)[1] == tone


def test_without_target_and_clock_nothing_stands_there():
    assert shown("target") == ""


def test_people_pills_and_fixed_words():
    assert (shown("assignees"), told("assignees")) == (["Dana", "Avi"], "Dana, Avi")
    assert (shown("status"), told("status")) == (("Open", "gray"), "Open")
    assert (shown("billing"), shown("kind")) == ("To be billed", "Task")
    assert shown("phone") == "050-123-4567"


def test_a_column_says_which_values_it_reads():
    for column in COLUMNS.values():
        row = dict.fromkeys(column.reads) | {"clock": "", "closed_at": None, "assignees": []}
        column.shown(row, NOW)
        column.told_of(row, NOW)
