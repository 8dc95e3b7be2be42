import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import adding, archiving, recalling
from tests import make

NOW = timezone.now()


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def test_the_people_worked_on_last_come_first_each_once(ours, world):
    first = make.customer(ours, by=world.staff, first_name="First")
    second = make.customer(ours, by=world.staff, first_name="Second")
    adding.change(first, by=world.staff, now=NOW, job_title="Tailor")

    assert [one.id for one in recalling.recent(world.staff)] == [first.pk, second.pk]
    assert [one.id for one in recalling.recent(world.staff, most=1)] == [first.pk]


def test_what_others_did_and_who_left_for_the_archive_is_not_there(ours, world):
    other = make.staff(ours)
    make.customer(ours, by=other)
    archiving.archive(make.customer(ours, by=world.staff), by=world.staff, now=NOW)

    assert recalling.recent(world.staff) == []


def test_branch_limits_hold(ours, world):
    limited = make.staff(ours, branches=[make.branch(ours)])
    make.customer(ours, by=limited, branch=make.branch(ours))

    assert recalling.recent(limited) == []
