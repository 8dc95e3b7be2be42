from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import closing, progressing
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
def task(world, ours):
    return make.inquiry(ours, kind="task", staff=[world.staff], by=world.staff)


@pytest.fixture
def clerk(ours):
    return make.staff(ours, permissions=[Permission.INQUIRY_EDIT])


def status(ours, key):
    return ours.statuses.get(key=key)


def told(ours, kind):
    return Entry.objects.of(ours).filter(kind=kind)


def test_any_status_in_use_may_be_set(ours, by, task):
    changed = progressing.set_status(task, status=status(ours, "waiting-parts"), **by)

    assert (changed.status.key, changed.is_closed) == ("waiting-parts", False)
    entry = told(ours, Kind.STATUS_CHANGED).get()
    assert entry.details["changes"]["status"] == [str(task.status), str(changed.status)]


def test_a_retired_status_is_not_set_but_may_stay(ours, by, task):
    old = status(ours, "waiting-parts")
    progressing.set_status(task, status=old, **by)
    old.retired_at = NOW
    old.save()

    assert progressing.set_status(task, status=old, **by).status == old
    with pytest.raises(Refused, match="status-retired"):
        progressing.set_status(make.inquiry(ours), status=old, **by)


def test_working_on_inquiries_takes_the_right(ours, task):
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    with pytest.raises(Refused, match="right-missing"):
        progressing.set_status(task, status=status(ours, "in-treatment"), by=reader, now=NOW)


def test_a_closed_status_closes(ours, by, task):
    changed = progressing.set_status(task, status=status(ours, "closed"), **by)

    assert (changed.closed_at, changed.percent) == (NOW, 100)
    assert told(ours, Kind.CLOSED).count() == 1


def test_a_call_is_closed_by_a_status_with_its_resolution_only(ours, by):
    call = make.inquiry(ours, kind="service-call")

    with pytest.raises(Refused, match="resolution-missing"):
        progressing.set_status(call, status=status(ours, "closed"), **by)
    assert progressing.set_status(call, status=status(ours, "closed"), resolution="Fixed", **by).is_closed


def test_a_closed_one_opens_by_reopening_only(ours, by, task):
    closing.close(task, **by)

    with pytest.raises(Refused, match="is-closed"):
        progressing.set_status(task, status=status(ours, "open"), **by)
    reopened = progressing.reopen(task, reason="Not done", **by)
    assert (reopened.number, reopened.status.key, reopened.closed_at) == (task.number, "open", None)
    assert told(ours, Kind.REOPENED).get().details["reason"] == "Not done"


def test_a_closed_one_may_change_to_another_closed_status(ours, by, task):
    closing.close(task, **by)
    other = ours.statuses.create(number=90, name="Cancelled", category="closed")

    changed = progressing.set_status(task, status=other, **by)

    assert (changed.status, changed.closed_at) == (other, NOW)


def test_reopening_takes_a_right_and_a_reason(ours, by, task, clerk):
    closing.close(task, **by)

    with pytest.raises(Refused, match="reason-missing"):
        progressing.reopen(task, reason=" ", **by)
    with pytest.raises(Refused, match="right-missing"):
        progressing.reopen(task, reason="x", by=clerk, now=NOW)


def test_reopening_is_for_14_days(ours, by, task):
    closing.close(task, **by)
    last = NOW + timedelta(days=14)

    with pytest.raises(Refused, match="reopen-late"):
        progressing.reopen(task, reason="x", by=by["by"], now=last + timedelta(seconds=1))
    assert not progressing.reopen(task, reason="x", by=by["by"], now=last).is_closed


def test_what_is_open_is_not_reopened(by, task):
    with pytest.raises(Refused, match="is-open"):
        progressing.reopen(task, reason="x", **by)


def test_per_cent_done_goes_by_ones_and_100_proposes_closing_only(ours, by, task):
    for percent in (1, 57, 100):
        task = progressing.set_percent(task, percent=percent, **by)
        assert task.percent == percent
    assert (progressing.proposes_closing(task), task.is_closed) == (True, False)


def test_per_cent_done_is_within_0_and_100(by, task):
    for percent in (-1, 101):
        with pytest.raises(Refused, match="percent-wrong"):
            progressing.set_percent(task, percent=percent, **by)


@pytest.mark.parametrize(("asked", "reopened"), [(None, 40), (70, 70)])
def test_a_closed_one_is_at_100_and_reopening_asks_for_the_number_or_takes_the_former(
    ours, by, task, asked, reopened
):
    task = progressing.set_percent(task, percent=40, **by)
    closing.close(task, **by)

    with pytest.raises(Refused, match="is-closed"):
        progressing.set_percent(task, percent=50, **by)
    assert progressing.reopen(task, reason="x", percent=asked, **by).percent == reopened


@pytest.mark.parametrize(
    ("minutes", "is_own", "is_open"), [(9, True, True), (11, True, False), (9, False, False)]
)
def test_who_closed_it_takes_that_back_within_ten_minutes_without_the_right(
    ours, by, task, minutes, is_own, is_open
):
    clerk, other = (make.staff(ours, permissions=[Permission.INQUIRY_EDIT]) for _ in range(2))
    closing.close(task, by=clerk if is_own else other, now=by["now"])

    found = progressing.reopen_problems(
        task.fresh(), by=clerk, now=by["now"] + timedelta(minutes=minutes), reason="x", is_undo=True
    )

    assert (found == []) is is_open


def test_a_closing_told_late_is_taken_back_within_ten_minutes_of_being_told(ours, by, task, clerk):
    closing.close(task, by=clerk, now=NOW, at=NOW - timedelta(hours=1))

    assert not progressing.reopen(task, reason="x", by=clerk, now=NOW, is_undo=True).is_closed


def test_going_on_with_what_one_closed_oneself_takes_the_right(ours, by, task, clerk):
    closing.close(task, by=clerk, now=NOW)

    with pytest.raises(Refused, match="right-missing"):
        progressing.reopen(task, reason="x", by=clerk, now=NOW)


def test_a_team_is_told_of_reopening(ours, by, clerk):
    call = make.inquiry(ours, kind="service-call", team=make.team(ours, staff=[clerk]), by=by["by"])
    closing.close(call, resolution="Fixed", **by)
    ours.notices.all().delete()

    progressing.reopen(call, reason="x", **by)

    assert [row.staff for row in ours.notices.all()] == [clerk]


@pytest.mark.parametrize(
    ("days", "after", "is_open"),
    [(14, timedelta(days=14), True), (14, timedelta(days=15), False), (30, timedelta(days=15), True),
     (0, timedelta(minutes=9), True), (0, timedelta(minutes=11), False)],
)  # fmt: skip
def test_an_inquiry_is_reopened_within_the_days_that_the_business_set(ours, by, task, days, after, is_open):
    closing.close(task, **by)
    task = task.fresh()
    task.business.reopening_days = days

    found = progressing.reopen_problems(task, by=by["by"], now=by["now"] + after, reason="x")

    assert [one.code for one in found] == ([] if is_open else ["reopen-late"])


def test_nothing_changed_nothing_recorded(ours, by, task):
    progressing.set_status(task, status=task.status, **by)
    progressing.set_percent(task, percent=task.percent, **by)

    assert not told(ours, Kind.STATUS_CHANGED).exists()
    assert not told(ours, Kind.CHANGED).exists()


def test_watchers_are_told_of_the_status_and_of_reopening(ours, by, clerk):
    task = make.inquiry(ours, kind="task", staff=[by["by"]], watchers=[clerk], by=by["by"])

    progressing.set_status(task, status=status(ours, "in-treatment"), **by)
    closing.close(task, **by)
    progressing.reopen(task, reason="x", **by)

    assert [(row.staff, row.kind) for row in ours.notices.all()] == [(clerk, "watched")] * 3
