from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import closing, linking, progressing, removing
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def by(world):
    return {"by": world.staff, "now": NOW}


@pytest.fixture
def message(world, ours):
    return make.inquiry(ours, staff=[world.staff], by=world.staff)


def test_it_closes_with_status_0_unless_another_closed_one_is_chosen(ours, by, message):
    cancelled = ours.statuses.create(number=90, name="Cancelled", category="closed")

    assert closing.close(message, **by).status.number == 0
    assert closing.close(make.inquiry(ours), status=cancelled, **by).status == cancelled


def test_an_open_or_retired_status_closes_nothing(ours, by, message):
    with pytest.raises(Refused, match="status-not-closed"):
        closing.close(message, status=ours.statuses.get(key="open"), **by)
    old = ours.statuses.create(number=90, name="Cancelled", category="closed", retired_at=NOW)
    with pytest.raises(Refused, match="status-retired"):
        closing.close(message, status=old, **by)


def test_what_an_open_one_blocks_is_closed_after_it(ours, by, message):
    blocking = make.inquiry(ours)
    linking.link(blocking, message, kind="blocks", **by)

    with pytest.raises(Refused, match="blocked"):
        closing.close(message, **by)
    closing.close(blocking, **by)

    assert closing.close(message, **by).is_closed


def test_a_deleted_one_blocks_nothing(ours, by, message):
    blocking = make.inquiry(ours)
    linking.link(blocking, message, kind="blocks", **by)
    removing.remove(blocking, **by)

    assert closing.close(message, **by).is_closed


def test_closing_takes_the_right_to_work_on_inquiries(ours, message):
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    with pytest.raises(Refused, match="right-missing"):
        closing.close(message, by=reader, now=NOW)


def test_a_call_asks_for_its_resolution_and_others_may_have_one(ours, by, message):
    call = make.inquiry(ours, kind="service-call")

    with pytest.raises(Refused, match="resolution-missing"):
        closing.close(call, resolution="  ", **by)
    assert closing.close(call, resolution=" Fixed ", **by).resolution == "Fixed"
    assert closing.close(message, **by).resolution == ""


def test_a_closed_one_is_done_to_100_per_cent(by, message):
    closed = closing.close(message, **by)

    assert (closed.percent, closed.closed_at, closed.is_closed) == (100, NOW, True)


def test_who_comes_second_is_told_so(ours, by, message):
    closing.close(message, **by)

    with pytest.raises(Refused, match="is-closed-already"):
        closing.close(message, by=by["by"], now=NOW + timedelta(minutes=1))
    message.refresh_from_db()
    assert message.closed_at == NOW
    assert Entry.objects.of(ours).filter(kind=Kind.CLOSED).count() == 1


def test_watchers_are_told(ours, by):
    dana = make.staff(ours)
    closing.close(make.inquiry(ours, staff=[by["by"]], watchers=[dana, by["by"]], by=by["by"]), **by)

    assert [row.staff for row in ours.notices.filter(kind="watched")] == [dana]


def test_the_clocks_stop(ours, by):
    call = make.inquiry(ours, kind="service-call", now=NOW - timedelta(minutes=5))

    closing.close(call, resolution="Fixed", **by)

    assert {clock.stopped_at for clock in call.clocks.all()} == {NOW}
    assert [span.ends_at for span in call.clock_spans.all()] == [NOW]


HOUR = timedelta(hours=1)


@pytest.fixture
def call(ours):
    return make.inquiry(ours, kind="service-call", now=NOW - 3 * HOUR)


def close_at(call, by, at):
    closing.close(call, resolution="Fixed", at=at, **by)
    return call.fresh().closed_at


def test_told_later_it_was_closed_when_that_was_entered(ours, by, call):
    moving = progressing.set_status(
        call, status=ours.statuses.get(key="in-treatment"), by=by["by"], now=NOW - HOUR
    )

    assert close_at(moving, by, NOW - 2 * HOUR) == NOW - 2 * HOUR

    assert {clock.stopped_at for clock in call.clocks.all()} == {NOW - 2 * HOUR}
    assert [span.ends_at for span in call.clock_spans.all()] == [NOW - 2 * HOUR]
    assert Entry.objects.of(ours).get(kind=Kind.CLOSED).at == NOW


@pytest.mark.parametrize(("entered", "closed"), [(-9 * HOUR, -3 * HOUR), (HOUR, timedelta())])
def test_it_was_closed_neither_before_its_opening_nor_ahead(by, call, entered, closed):
    assert close_at(call, by, NOW + entered) == NOW + closed


@pytest.mark.parametrize(("entered", "is_missed"), [(-2 * HOUR, False), (-HOUR / 2, True)])
def test_what_was_closed_in_time_and_told_later_was_not_missed(by, call, entered, is_missed):
    due = NOW - HOUR
    call.clocks.update(due_at=due, missed_at=due)

    close_at(call, by, NOW + entered)

    assert {clock.missed_at for clock in call.clocks.all()} == {due if is_missed else None}
