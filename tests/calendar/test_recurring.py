from datetime import UTC, date, timedelta

import pytest
from dateutil import rrule
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.calendar import recurring
from tests.make.calendar import ZONE, at


def turns(rule, start="2026-03-20 18:00", until="2026-04-10"):
    found = recurring.turns(rule, starts_at=at(start), zone=ZONE, until=date.fromisoformat(until))
    return [f"{turn.astimezone(ZONE):%d/%m %H:%M}" for turn in found]


def test_the_wall_clock_stays_over_the_clock_change():
    assert turns("FREQ=WEEKLY") == ["20/03 18:00", "27/03 18:00", "03/04 18:00", "10/04 18:00"]
    assert turns("FREQ=DAILY", "2026-03-26 02:30", "2026-03-28") == [
        "26/03 02:30",
        "27/03 03:00",
        "28/03 02:30",
    ]


def test_until_names_a_whole_day():
    expected = ["20/03 18:00", "27/03 18:00"]
    for until in ("20260327", "20260327T000000", "20260327T200000Z"):
        assert turns(f"FREQ=WEEKLY;UNTIL={until}") == expected


def test_the_start_is_the_first_turn_whatever_the_rule_says():
    assert turns("FREQ=WEEKLY;BYDAY=MO;COUNT=2") == ["20/03 18:00", "23/03 18:00", "30/03 18:00"]


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=9", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;COUNT=x",
     "FREQ=DAILY;BYHOUR=1", "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;INTERVAL=99999999999999999999"],
)  # fmt: skip
def test_odd_rules_are_refused(rule):
    assert [one.code for one in recurring.problems(rule)] == ["rule-unknown"]


def test_a_rule_without_end_is_bounded():
    assert len(turns("FREQ=DAILY;COUNT=999999999", until="9999-01-01")) == recurring.MOST


def test_moving_moves_the_days_of_the_rule():
    moved = recurring.moved(
        "FREQ=WEEKLY;BYDAY=SU,TU", before=at("2026-11-22 10:00"), after=at("2026-11-23 10:00"), zone=ZONE
    )
    monthly = recurring.moved(
        "FREQ=MONTHLY;BYDAY=4SU", before=at("2026-11-22 10:00"), after=at("2026-11-16 10:00"), zone=ZONE
    )

    assert (moved, monthly) == ("FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=3MO")


def test_a_rule_is_told_in_words():
    with override("en"):
        assert recurring.sentence("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270503", zone=ZONE) == (
            "every 2 weeks on Tuesday, until 03/05/2027"
        )
        assert recurring.sentence("FREQ=MONTHLY;BYDAY=-1TH;COUNT=3", zone=ZONE) == (
            "every month on the last Thursday, 3 times"
        )
    with override("he"):
        assert recurring.sentence("FREQ=WEEKLY;BYDAY=TU", zone=ZONE) == "כל שבוע ביום שלישי"


@settings(max_examples=1000, deadline=None)
@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]), st.integers(1, 9), st.integers(1, 30),
    st.datetimes(min_value=at("2026-01-01 00:00").replace(tzinfo=None), max_value=at("2027-01-01 00:00").replace(tzinfo=None)),
)  # fmt: skip
def test_turns_are_in_order_and_at_the_same_hour(frequency, interval, count, wall):
    start = (
        wall.replace(microsecond=0, hour=wall.hour % 20 + 4, tzinfo=ZONE)
        if wall.hour < 4
        else wall.replace(microsecond=0, tzinfo=ZONE)
    )
    rule = f"FREQ={frequency};INTERVAL={interval};COUNT={count}"
    found = recurring.turns(rule, starts_at=start, zone=ZONE, until=date(2100, 1, 1))

    assert found == sorted(set(found))
    assert {turn.astimezone(ZONE).time() for turn in found} == {start.time()}
    assert len(found) == count
    assert found[0] == start.astimezone(UTC) > start.astimezone(UTC) - timedelta(seconds=1)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=DAILY;INTERVAL=7;BYDAY=TU", "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
     "FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20270101"],
)  # fmt: skip
def test_a_rule_without_turns_is_not_looked_through_beyond_the_asked_day(monkeypatch, rule):
    years, real = [], rrule._iterinfo.rebuild
    monkeypatch.setattr(
        rrule._iterinfo, "rebuild", lambda self, year, month: (years.append(year), real(self, year, month))
    )

    assert turns(rule, until="2028-12-31") == ["20/03 18:00"]
    assert max(years) <= 2030


@pytest.mark.parametrize(
    ("rule", "count"),
    [("FREQ=DAILY", 287), ("FREQ=DAILY;INTERVAL=3", 96), ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", 41), ("FREQ=MONTHLY;BYMONTHDAY=31", 7),
     ("FREQ=MONTHLY;INTERVAL=2", 5), ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", 2), ("FREQ=DAILY;BYMONTH=12;BYMONTHDAY=31", 2)],
)  # fmt: skip
def test_every_turn_up_to_the_asked_day_is_found(rule, count):
    assert len(turns(rule, until="2026-12-31")) == count
