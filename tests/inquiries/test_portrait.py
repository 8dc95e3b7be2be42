import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import portrait, removing
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def test_an_inquiry_comes_with_what_its_head_shows(world, ours, django_assert_num_queries):
    site = make.site(world.customer)
    one = make.inquiry(ours, kind="service-call", customer=world.customer, site=site, by=world.staff)
    assert not world.staff.branch_ids

    with django_assert_num_queries(1):
        found = portrait.seen_by(world.staff, inquiry_id=one.pk)
        shown = (found, found.customer, found.site, found.status.number, found.opened_by, found.business)
    assert shown == (one, world.customer, site, one.status.number, world.staff, ours)


def test_one_of_another_business_or_deleted_is_not_there(world, ours):
    gone = removing.remove(make.inquiry(ours, by=world.staff), by=world.staff, now=NOW)
    foreign = make.inquiry(world.theirs)

    assert [portrait.seen_by(world.staff, inquiry_id=one.pk) for one in (gone, foreign)] == [None, None]


def test_who_may_not_see_everybodys_sees_their_own(world, ours):
    dana = make.staff(ours, role="technician")
    hers, others = make.inquiry(ours, staff=[dana]), make.inquiry(ours, staff=[world.staff])

    assert portrait.seen_by(dana, inquiry_id=hers.pk) == hers
    assert portrait.seen_by(dana, inquiry_id=others.pk) is None


def test_of_limited_staff_another_branch_is_not_there(world, ours):
    branches = [make.branch(ours), make.branch(ours)]
    limited = make.staff(ours, branches=branches[:1])
    here, there = [make.inquiry(ours, branch=branch) for branch in branches]

    assert portrait.seen_by(limited, inquiry_id=here.pk) == here
    assert portrait.seen_by(limited, inquiry_id=there.pk) is None
