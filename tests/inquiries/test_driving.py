from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import closing, driving, treating
from tests import make

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def call(ours):
    return make.inquiry(ours, kind="service-call", now=NOW - 9 * HOUR)


@pytest.fixture
def add(world, ours, call):
    def add(status_key="in-treatment", *, hours=0, by=None, now=NOW, **details):
        kind = ours.treatment_types.filter(status__key=status_key).first()
        asked = {"minutes": 20, "item": "x", "resolution": "Fixed", "supplier": "x"}
        details = {"performed_at": NOW - hours * HOUR, **asked, **details}
        return treating.add(call, type=kind, by=by or world.staff, now=now, **details)

    return add


def status(call):
    return call.business.inquiries.select_related("status").get(pk=call.pk).status.key


def test_the_latest_line_by_its_time_gives_the_status(call, add):
    add("waiting-parts", hours=1)
    add("in-treatment", hours=2)

    assert status(call) == "waiting-parts"


def test_of_two_at_one_time_the_one_entered_later_does(call, add):
    add("in-treatment", hours=1)
    line = add("waiting-parts", hours=1)

    assert (status(call), driving.latest(call).line_id) == ("waiting-parts", line.pk)


def test_its_closed_status_closes_and_gives_the_resolution(ours, call, add):
    add("closed", resolution="New seal")

    call.refresh_from_db()
    assert (call.closed_at, call.resolution) == (NOW, "New seal")


def test_a_later_line_reopens_within_14_days_by_who_has_the_right(world, ours, call, add):
    add("closed", hours=5)
    technician = make.staff(ours, permissions=[Permission.INQUIRY_EDIT])

    with pytest.raises(Refused, match="right-missing"):
        add(hours=1, by=technician)
    with pytest.raises(Refused, match="reopen-late"):
        add(hours=1, now=NOW + timedelta(days=15))
    add(hours=1)

    assert status(call) == "in-treatment"


def test_work_on_a_call_that_one_closed_oneself_takes_the_right_to_reopen(ours, call, add):
    technician = make.staff(ours, permissions=[Permission.INQUIRY_EDIT])
    add("closed", hours=1, by=technician)

    with pytest.raises(Refused, match="right-missing"):
        add(hours=0, by=technician)
    assert status(call) == "closed"


def test_whose_own_closing_line_goes_takes_the_closing_back(ours, call, add):
    technician, other = (make.staff(ours, permissions=[Permission.INQUIRY_EDIT]) for _one in range(2))
    line = add("closed", by=technician)

    with pytest.raises(Refused, match="right-missing"):
        treating.remove(line, by=other, now=NOW)
    with pytest.raises(Refused, match="right-missing"):
        treating.remove(line, by=technician, now=NOW + HOUR)
    treating.remove(line, by=technician, now=NOW)

    assert status(call) == "open"


def test_a_closing_line_told_later_closes_as_of_when_it_was_entered(call, add):
    add("closed", hours=3, entered_at=NOW - 2 * HOUR)

    assert call.fresh().closed_at == NOW - 2 * HOUR
    assert {clock.stopped_at for clock in call.clocks.all()} == {NOW - 2 * HOUR}


def test_an_earlier_line_leaves_a_call_closed_by_its_closing_line(call, add):
    add("closed", hours=1)
    add(hours=3)

    assert status(call) == "closed"


def test_a_call_closed_without_a_line_stays_closed_by_a_line_of_before(world, call, add):
    closing.close(call, resolution="By phone", by=world.staff, now=NOW - HOUR)

    add(hours=2)
    assert status(call) == "closed"
    add(hours=0)
    assert status(call) == "in-treatment"


def test_when_no_line_is_left_the_call_is_open(world, call, add):
    treating.remove(add("waiting-parts"), by=world.staff, now=NOW)

    assert status(call) == "open"


def test_start_and_end_follow_the_lines(call, add):
    add(starts_at=NOW - 4 * HOUR, ends_at=NOW - 3 * HOUR)
    add(starts_at=NOW - 6 * HOUR, ends_at=NOW - 2 * HOUR)

    call.refresh_from_db()
    assert (call.starts_at, call.ends_at) == (NOW - 4 * HOUR, NOW - 2 * HOUR)


@pytest.fixture
def work(world, ours, call):
    """A line of work with what a phone sends: its minutes."""

    def work(minutes=30, **details):
        kind = ours.treatment_types.filter(sub_type="work").first()
        return treating.add(call, type=kind, minutes=minutes, by=world.staff, **{"now": NOW, **details})

    return work


def span(call):
    call.refresh_from_db()
    return (call.starts_at, call.ends_at)


def to_the_minute(at):
    return at.replace(second=0, microsecond=0)


def test_minutes_alone_end_when_they_were_entered(call, work):
    work(30)

    end = to_the_minute(NOW)
    assert span(call) == (end - HOUR / 2, end)


def test_minutes_told_later_end_when_they_were_entered_on_the_phone(call, work):
    work(60, entered_at=NOW - 5 * HOUR)

    end = to_the_minute(NOW - 5 * HOUR)
    assert span(call) == (end - HOUR, end)


def test_minutes_entered_later_move_the_end(call, work):
    work(60, entered_at=NOW - 5 * HOUR)
    work(30)

    assert span(call) == (to_the_minute(NOW - 6 * HOUR), to_the_minute(NOW))


def test_an_end_that_a_removed_line_gave_is_moved_too(world, call, work):
    treating.remove(work(60, now=NOW - 5 * HOUR), by=world.staff, now=NOW - 5 * HOUR)
    work(30)

    assert span(call)[1] == to_the_minute(NOW)


def test_a_typed_start_goes_before_the_entry(call, work):
    work(30, starts_at=NOW - 4 * HOUR)

    assert span(call) == (NOW - 4 * HOUR, NOW - 3.5 * HOUR)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"ends_at": NOW - HOUR}, (None, NOW - HOUR)),
        ({"starts_at": NOW + HOUR}, (NOW + HOUR, None)),
        ({"starts_at": NOW - 2 * HOUR}, (NOW - 2 * HOUR, to_the_minute(NOW))),
    ],
)
def test_minutes_alone_do_not_move_what_was_typed_in_the_call(ours, call, work, typed, kept):
    ours.inquiries.filter(pk=call.pk).update(**typed)
    work(30)

    assert span(call) == kept


def test_only_work_fills_the_times_by_its_minutes(ours, call, add):
    add("closed")

    assert span(call) == (None, None)
