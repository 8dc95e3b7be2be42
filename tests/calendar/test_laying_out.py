"""How meetings lie in the column of a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kesher.calendar import laying_out

DAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Row:
    starts_at: datetime
    ends_at: datetime


def row(start, end, day=DAY):
    return Row(datetime.fromisoformat(f"{day} {start}"), datetime.fromisoformat(f"{day} {end}"))


def places(*rows):
    return [(one.first, one.count, one.lane, one.lanes) for one in laying_out.laid(rows, DAY)]


def test_a_meeting_lies_at_its_step():
    assert places(row("09:00", "10:00")) == [(108, 12, 0, 1)]


def test_a_short_meeting_can_still_be_read():
    assert places(row("09:00", "09:05")) == [(108, 4, 0, 1)]


def test_those_that_overlap_share_the_width():
    assert places(row("09:00", "10:00"), row("09:30", "10:30")) == [(108, 12, 0, 2), (114, 12, 1, 2)]


def widths(*rows):
    return [(one.wide, one.is_under) for one in laying_out.laid(rows, DAY)]


def test_one_takes_the_free_lanes_beside_it():
    three = row("09:00", "12:00"), row("09:15", "10:00"), row("09:30", "10:00"), row("10:00", "11:00")

    assert widths(*three) == [(1, False), (1, False), (1, False), (2, False)]


def test_one_reaches_under_what_begins_well_later():
    assert widths(row("09:00", "11:00"), row("10:00", "11:00")) == [(1, True), (1, False)]


def test_those_that_touch_do_not_share():
    assert [one[3] for one in places(row("09:00", "10:00"), row("10:00", "11:00"))] == [1, 1]


def test_a_meeting_over_midnight_lies_in_both_days():
    over = Row(datetime.fromisoformat(f"{DAY} 23:00"), datetime.fromisoformat("2026-11-26 01:00"))

    assert [(one.first, one.count) for one in laying_out.laid([over], DAY)] == [(276, 12)]
    assert [(one.first, one.count) for one in laying_out.laid([over], date(2026, 11, 26))] == [(0, 12)]


def test_one_that_ends_at_midnight_does_not_touch_the_next_day():
    until = Row(datetime.fromisoformat(f"{DAY} 22:00"), datetime.fromisoformat("2026-11-26 00:00"))

    assert laying_out.laid([until], date(2026, 11, 26)) == []
    assert laying_out.days_of(until.starts_at, until.ends_at) == [DAY]


def test_what_is_not_open_is_shaded():
    assert laying_out.shaded([("08:00", "12:00"), ("13:00", "17:00")]) == [(0, 96), (144, 12), (204, 84)]
    assert laying_out.shaded([]) == [(0, 288)]
    assert laying_out.shaded([("00:00", "24:00")]) == []


FOUR = [row("09:00", "12:00"), row("09:00", "11:00"), row("09:30", "10:00"), row("09:30", "10:30")]


def few(*rows, most=3):
    return [
        (one.first, one.count, one.lane, one.lanes, len(one.hidden))
        for one in laying_out.laid(rows, DAY, most=most)
    ]


def test_what_finds_no_lane_is_gathered_beside_the_others():
    assert few(*FOUR) == [(108, 36, 0, 2, 0), (108, 24, 1, 2, 0), (114, 12, 2, 3, 2)]


def test_those_that_fit_are_not_gathered():
    assert few(*FOUR[:3]) == [(108, 36, 0, 3, 0), (108, 24, 1, 3, 0), (114, 6, 2, 3, 0)]


def test_those_that_do_not_meet_are_gathered_apart():
    later = row("11:00", "12:00"), row("11:10", "12:00")

    assert [one for one in few(*FOUR, *later) if one[4]] == [(114, 12, 2, 3, 2), (134, 10, 2, 3, 1)]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1430), st.integers(1, 600)), max_size=12))
def test_no_two_of_one_lane_overlap(spans):
    start = datetime.fromisoformat(f"{DAY} 00:00")
    rows = [Row(start + timedelta(minutes=at), start + timedelta(minutes=at + long)) for at, long in spans]

    laid = laying_out.laid(rows, DAY)

    assert len(laid) == len(rows)
    for one in laid:
        assert 0 <= one.lane < one.lanes <= laying_out.LANES
        others = [
            other for other in laid if other is not one and other.lane == one.lane < laying_out.LANES - 1
        ]
        assert not [other for other in others if other.first < one.end and one.first < other.end]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1430), st.integers(1, 600)), max_size=12))
def test_each_is_shown_or_gathered_and_nothing_lies_on_another(spans):
    start = datetime.fromisoformat(f"{DAY} 00:00")
    rows = [Row(start + timedelta(minutes=at), start + timedelta(minutes=at + long)) for at, long in spans]

    laid = laying_out.laid(rows, DAY, most=3)

    assert sum(len(one.hidden) or 1 for one in laid) == len(rows)
    for one in laid:
        assert 0 <= one.lane < one.lanes <= 3
        others = [other for other in laid if other is not one and other.lane == one.lane]
        assert not [other for other in others if other.first < one.end and one.first < other.end]
