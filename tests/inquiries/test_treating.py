from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import closing, treating
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def call(world):
    with acting_for(world.ours):
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW - 5 * HOUR)


def kind_of(call, sub_type):
    return call.business.treatment_types.filter(sub_type=sub_type).first()


def add(call, world, sub_type="work", *, by=None, **details):
    asked = {
        "work": {"minutes": 20},
        "parts": {"item": "Switch", "price": 4000},
        "closing": {"resolution": "Fixed"},
    }
    details = {**asked.get(sub_type, {}), "type": kind_of(call, sub_type), "now": NOW, **details}
    return treating.add(call, by=by or world.staff, **details)


def fresh(call):
    return call.business.inquiries.select_related("status").get(pk=call.pk)


def test_a_line_gives_the_call_its_types_status(world, call):
    add(call, world)

    assert fresh(call).status.key == "in-treatment"


def test_the_latest_line_by_its_time_gives_the_status(world, call):
    waiting = call.business.treatment_types.get(status__key="waiting-parts")
    add(call, world, "parts", type=waiting, performed_at=NOW - HOUR)
    add(call, world, performed_at=NOW - 2 * HOUR)

    assert fresh(call).status.key == "waiting-parts"


def test_of_two_lines_at_one_time_the_one_entered_later_gives_the_status(world, call):
    waiting = call.business.treatment_types.get(status__key="waiting-parts")
    add(call, world, performed_at=NOW)
    add(call, world, "parts", type=waiting, performed_at=NOW)

    assert fresh(call).status.key == "waiting-parts"


def test_an_older_line_leaves_a_status_set_by_hand(world, call):
    first = add(call, world, performed_at=NOW - HOUR)
    call.business.inquiries.filter(pk=call.pk).update(
        status=call.business.statuses.get(key="waiting-customer")
    )

    treating.change(first, remarks="Loud fan", by=world.staff, now=NOW)
    add(call, world, performed_at=NOW - 2 * HOUR)

    assert fresh(call).status.key == "waiting-customer"


def test_a_closing_line_closes_and_gives_the_resolution(world, call):
    add(call, world, "closing", resolution="Cable replaced")

    closed = fresh(call)
    assert (closed.status.number, closed.resolution, closed.percent) == (0, "Cable replaced", 100)
    assert closed.is_closed


def test_a_closing_line_asks_for_its_resolution(world, call):
    with pytest.raises(Refused, match="resolution-missing"):
        add(call, world, "closing", resolution=" ")


def test_a_later_line_on_a_closed_call_reopens_it(world, call):
    add(call, world, "closing", performed_at=NOW - HOUR)

    add(call, world, performed_at=NOW)

    assert not fresh(call).is_closed
    assert Entry.objects.of(world.ours).filter(kind=Kind.REOPENED).count() == 1


def test_reopening_by_a_line_takes_the_right(world, call):
    add(call, world, "closing", performed_at=NOW - HOUR)
    technician = make.staff(world.ours, permissions=[Permission.INQUIRY_EDIT])

    with pytest.raises(Refused, match="right-missing"):
        add(call, world, by=technician, performed_at=NOW)


def test_work_from_before_the_closing_leaves_the_call_closed(world, call):
    add(call, world, "closing", performed_at=NOW)

    add(call, world, performed_at=NOW - HOUR)

    assert fresh(call).is_closed


def test_a_call_closed_without_a_line_takes_earlier_work_and_stays_closed(world, call):
    closing.close(call, resolution="By phone", by=world.staff, now=NOW)

    add(call, world, performed_at=NOW - HOUR)

    assert fresh(call).is_closed


def test_removing_the_closing_line_opens_the_call_again(world, call):
    add(call, world, performed_at=NOW - HOUR)
    line = add(call, world, "closing")

    treating.remove(line, by=world.staff, now=NOW)

    assert fresh(call).status.key == "in-treatment"


def test_another_status_than_the_types_takes_a_right_and_is_recorded(world, call):
    waiting = call.business.statuses.get(key="waiting-customer")
    technician = make.staff(world.ours, permissions=[Permission.INQUIRY_EDIT])

    with pytest.raises(Refused, match="right-missing"):
        add(call, world, by=technician, status=waiting)
    add(call, world, status=waiting)

    assert fresh(call).status == waiting
    assert Entry.objects.of(world.ours).get(kind=Kind.TREATMENT_ADDED).details["is_override"] is True


def test_only_a_closing_line_has_a_closed_status(world, call):
    with pytest.raises(Refused, match="open-line-closes"):
        add(call, world, status=call.business.statuses.get(number=0))
    with pytest.raises(Refused, match="closing-stays-open"):
        add(call, world, "closing", status=call.business.statuses.get(number=1))


def test_minutes_come_from_start_and_end(world, call):
    line = add(call, world, minutes=None, starts_at=NOW - HOUR, ends_at=NOW)

    assert line.minutes == 60
    assert (fresh(call).starts_at, fresh(call).ends_at) == (NOW - HOUR, NOW)


def test_a_line_is_asked_for_what_its_sub_type_needs(world, call):
    for sub_type, missing in (("work", "minutes"), ("parts", "item"), ("external", "supplier")):
        with pytest.raises(Refused, match=f"{missing}-missing"):
            add(call, world, sub_type, minutes=0, item="", price=0)


def test_only_calls_have_lines(world):
    message = make.inquiry(world.ours)

    with acting_for(world.ours), pytest.raises(Refused, match="not-a-call"):
        add(message, world)


def test_a_line_sent_twice_is_added_once(world, call):
    assert add(call, world, client_key="x") == add(call, world, client_key="x")


def test_work_was_performed_when_it_ended(world, call):
    line = add(call, world, minutes=None, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR)

    assert (line.performed_at, line.minutes) == (NOW - 2 * HOUR, 60)


def test_work_of_before_the_closing_that_is_entered_later_leaves_the_call_closed(world, call):
    add(call, world, "closing", performed_at=NOW - HOUR)
    add(call, world, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR)

    assert fresh(call).is_closed


def test_a_moved_end_moves_the_minutes_and_when_it_was_performed(world, call):
    line = add(call, world, minutes=None, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR)

    line = treating.change(line, minutes=60, ends_at=NOW - HOUR, by=world.staff, now=NOW)

    assert (line.performed_at, line.minutes) == (NOW - HOUR, 120)


def test_start_end_and_technician_can_be_emptied(world, call):
    line = add(call, world, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR, minutes=45)

    line = treating.change(line, starts_at=None, ends_at=None, staff=None, by=world.staff, now=NOW)

    assert (line.starts_at, line.ends_at, line.staff, line.minutes) == (None, None, None, 45)


def test_a_mended_closing_line_mends_the_resolution_of_the_call(world, call):
    line = add(call, world, "closing")

    treating.change(line, resolution="New seal", by=world.staff, now=NOW)

    assert fresh(call).resolution == "New seal"
