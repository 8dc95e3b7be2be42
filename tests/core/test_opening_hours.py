import pytest

from kesher.core import opening_hours


@pytest.mark.parametrize(
    "ranges",
    [
        [["12:00", "08:00"]],
        [["08:00", "08:00"]],
        [["8", "9:00"]],
        [["08:00", "25:00"]],
        [["08:00", "12:00"], ["11:00", "13:00"]],
    ],
)
def test_a_range_in_disorder_is_a_problem(ranges):
    assert [problem.code for problem in opening_hours.problems({"0": ranges})] == ["hours-wrong"]


def test_ranges_may_touch_and_end_with_the_day():
    assert opening_hours.problems({"5": [["08:00", "12:00"], ["12:00", "24:00"]], "6": []}) == []


def test_days_and_ranges_are_kept_in_order_and_closed_days_left_out():
    hours = {"3": [["16:00", "20:00"], ["08:00", "12:00"]], "0": [["08:00", "12:00"]], "6": []}

    kept = opening_hours.normalised(hours)

    assert list(kept.items()) == [
        ("0", [["08:00", "12:00"]]),
        ("3", [["08:00", "12:00"], ["16:00", "20:00"]]),
    ]


@pytest.mark.parametrize(
    ("text", "time"), [("9", "09:00"), ("9:30", "09:30"), ("0930", "09:30"), ("9.30", "09:30"), ("x", "x")]
)
def test_times_are_typed_freely(text, time):
    assert opening_hours.typed(text) == time
