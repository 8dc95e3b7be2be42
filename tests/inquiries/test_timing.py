from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.calendar.counting import Calendar
from kesher.inquiries import timing

START = datetime(2026, 3, 1, tzinfo=UTC)
CALENDAR = Calendar(UTC)
minutes = st.integers(0, 60 * 24 * 10)
changes = st.lists(st.tuples(minutes, st.booleans()), min_size=1, max_size=8)


def made(parts):
    """Stretches one after the other, each with its length and whether it is paused; the last one goes on."""
    found, at = [], START
    for length, is_paused in parts:
        found.append(timing.Stretch(at, at + timedelta(minutes=length), is_paused))
        at = found[-1].end
    last = found[-1]
    return [*found[:-1], timing.Stretch(last.start, None, last.is_paused)]


@settings(max_examples=1000, deadline=None)
@given(changes, minutes, st.booleans())
def test_no_interval_is_counted_twice_and_pauses_are_not_counted(parts, until, is_whole):
    hours = timing.Hours(None if is_whole else CALENDAR)
    stretches, end = made(parts), START + timedelta(minutes=until)

    rows = timing.rows(stretches, hours, until=end)

    assert all(one.end <= other.start for one, other in pairwise(rows))
    expected = timedelta()
    for one in stretches:
        stop = min(one.end or end, end)
        if not one.is_paused and stop > one.start:
            expected += sum((b - a for a, b, _version in hours.spans(one.start, stop)), timedelta())
    assert timing.counted(rows) == expected


@settings(max_examples=1000, deadline=None)
@given(changes, st.integers(1, 3000), st.booleans())
def test_a_promise_runs_out_when_so_much_was_counted(parts, promised, is_whole):
    hours = timing.Hours(None if is_whole else CALENDAR)
    stretches, length = made(parts), timedelta(minutes=promised)

    moment = timing.runs_out(stretches, hours, length)

    if moment is None:
        assert stretches[-1].is_paused
    else:
        assert timing.counted(timing.rows(stretches, hours, until=moment)) == length


@settings(max_examples=1000, deadline=None)
@given(changes, minutes, st.randoms())
def test_the_order_in_which_stretches_are_given_does_not_matter(parts, until, random):
    stretches, end = made(parts), START + timedelta(minutes=until)
    mixed = [*stretches]
    random.shuffle(mixed)

    hours = timing.Hours(CALENDAR)
    rows = [timing.counted(timing.rows(given, hours, until=end)) for given in (stretches, mixed)]

    assert rows[0] == rows[1]


def test_as_they_stood_the_last_one_that_had_begun_goes_on():
    first, second = made([(60, False), (60, True), (60, False)])[:2]

    stood = timing.as_of([first, second], START + timedelta(minutes=30))

    assert stood == [timing.Stretch(first.start, None)]


def test_a_stretch_after_which_none_goes_on_ended_for_good():
    first, second, last = made([(60, False), (60, True), (60, False)])
    later = timing.Stretch(last.start + timedelta(minutes=10), None)

    assert timing.ended([first, second, last]) == []
    assert timing.ended([first, second, later]) == [second.end]
