import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.calendar import composing
from tests.make.calendar import ZONE, at


@pytest.mark.parametrize(
    ("moment", "is_end", "expected"),
    [
        ("2026-11-22 10:00", False, "2026-11-22 00:00"),
        ("2026-11-22 10:00", True, "2026-11-23 00:00"),
        ("2026-11-23 00:00", True, "2026-11-23 00:00"),
    ],
)
def test_a_whole_day_ends_at_midnight(moment, is_end, expected):
    assert composing.midnight(at(moment), is_end=is_end) == at(expected)


@settings(max_examples=1000, deadline=None)
@given(
    st.datetimes(
        min_value=at("2020-01-01").replace(tzinfo=None), max_value=at("2040-01-01").replace(tzinfo=None)
    )
)
def test_midnights_enclose_the_moment(moment):
    moment = moment.replace(tzinfo=ZONE)
    first, last = composing.midnight(moment, is_end=False), composing.midnight(moment, is_end=True)

    assert first.timestamp() <= moment.timestamp() <= last.timestamp()
    assert {first.astimezone(ZONE).hour, last.astimezone(ZONE).hour} == {0}


def test_texts_are_trimmed_to_their_columns():
    assert composing.normalised({"subject": f" {'x' * 300} "})["subject"] == "x" * 200
