from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import noting, removing, seeing, treating
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture
def call(world):
    with acting_for(world.ours):
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer, by=world.staff, now=NOW)


def line(call, world):
    parts = world.ours.treatment_types.filter(sub_type="parts").first()
    return treating.add(call, type=parts, item="Switch", price=4000, by=world.staff, now=NOW)


def test_deleting_takes_a_right_of_its_own(world, call):
    technician = make.staff(world.ours, role="technician")

    with pytest.raises(Refused) as refused:
        removing.remove(call, by=technician, now=NOW)

    assert [one.code for one in refused.value.problems] == ["right-missing"]


@pytest.mark.parametrize("kind", ["task", "message"])
def test_of_what_one_handles_only_a_task_is_deleted_without_the_right(world, kind):
    technician = make.staff(world.ours, role="technician")
    with acting_for(world.ours):
        one = make.inquiry(
            world.ours, kind=kind, customer=world.customer, staff=[technician], now=NOW,
            priority=world.ours.priorities.first(),
        )  # fmt: skip
        problems = removing.problems(one, by=technician)

    assert [one.code for one in problems] == ([] if kind == "task" else ["right-missing"])


def test_who_does_not_work_on_inquiries_deletes_no_task_that_they_opened(world):
    reader = make.staff(world.ours, permissions=[Permission.INQUIRY_VIEW])
    with acting_for(world.ours):
        task = make.inquiry(
            world.ours, kind="task", customer=world.customer, priority=world.ours.priorities.first()
        )
        world.ours.inquiries.filter(pk=task.pk).update(opened_by=reader)

        assert not removing.may_remove(task.fresh(), reader)


def test_nobody_sees_a_deleted_one_and_its_number_is_not_given_again(world, call):
    removing.remove(call, by=world.staff, now=NOW)

    assert list(seeing.seen_by(world.staff)) == []
    assert make.inquiry(world.ours, customer=world.customer).number > call.number


def test_a_call_with_lines_is_not_deleted_until_they_went(world, call):
    one = line(call, world)

    with pytest.raises(Refused) as refused:
        removing.remove(call, by=world.staff, now=NOW)
    treating.remove(one, by=world.staff, now=NOW)

    assert [one.code for one in refused.value.problems] == ["has-treatments"]
    assert removing.remove(call, by=world.staff, now=NOW).removed_at == NOW


def test_it_can_be_brought_back_as_it_was(world, call):
    note = noting.add(call, text="Called back", by=world.staff, now=NOW)
    gone = removing.remove(call, by=world.staff, now=NOW)

    back = removing.restore(gone, by=world.staff, now=NOW + timedelta(minutes=1))

    assert list(seeing.seen_by(world.staff)) == [back]
    assert list(back.notes.all()) == [note]
    assert Entry.objects.of(world.ours).filter(kind=Kind.RESTORED).count() == 1


def test_what_is_deleted_is_not_deleted_again_and_what_is_there_is_not_brought_back(world, call):
    removing.restore(call, by=world.staff, now=NOW)
    removing.remove(call, by=world.staff, now=NOW)

    with pytest.raises(Refused) as refused:
        removing.remove(call, by=world.staff, now=NOW)

    assert [one.code for one in refused.value.problems] == ["inquiry-removed"]
    assert not Entry.objects.of(world.ours).filter(kind=Kind.RESTORED).exists()
