import pytest

from kesher.core.owning import acting_for
from kesher.messaging import seeing
from tests import make


@pytest.fixture
def limited(world):
    with acting_for(world.ours):
        yield make.staff(world.ours, branches=[make.branch(world.ours)])


def test_who_is_limited_to_branches_may_not_know_people_of_others(world, limited):
    hers = make.customer(world.ours, branch=make.branch(world.ours))

    assert [seeing.may_know(limited, hers.pk), seeing.may_know(world.staff, hers.pk)] == [False, True]


def test_what_is_about_no_person_is_for_everybody(world, limited):
    make.notice(limited)

    assert seeing.may_know(limited, None)
    assert seeing.tellable(limited.notices.all(), limited).count() == 1
