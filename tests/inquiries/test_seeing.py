import pytest
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.inquiries import assigning, fieldwork, noting, seeing
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def haifa(ours):
    return make.branch(ours, name="Haifa")


@pytest.fixture
def eilat(ours):
    return make.branch(ours, name="Eilat")


def seen(staff):
    return set(seeing.seen_by(staff))


def technician(ours, **fields):
    return make.staff(ours, permissions=[Permission.INQUIRY_EDIT], **fields)


def test_who_may_see_everybodys_sees_all(world, ours):
    one = make.inquiry(ours, staff=[make.staff(ours)])

    assert seen(world.staff) == {one}


def test_staff_limited_to_branches_see_those_and_no_branch(ours, haifa, eilat):
    manager = make.staff(ours, branches=[haifa])
    here, nowhere = make.inquiry(ours, branch=haifa), make.inquiry(ours)
    make.inquiry(ours, branch=eilat)

    assert seen(manager) == {here, nowhere}


def test_an_inquiry_of_a_customer_who_is_not_seen_is_not_seen_either(ours, haifa, eilat):
    manager = make.staff(ours, branches=[haifa])
    elsewhere = make.customer(ours, branch=eilat)
    make.inquiry(ours, branch=haifa, customer=elsewhere)
    assigned = make.inquiry(ours, branch=haifa, customer=elsewhere, staff=[manager])
    without = make.inquiry(ours, customer=None, contact_name="Avi", branch=haifa)

    assert assigned not in seen(manager)
    assert seen(manager) == {without}


def test_a_customer_who_moves_to_another_branch_takes_the_inquiries_along(ours, haifa, eilat):
    manager, customer = make.staff(ours, branches=[haifa]), make.customer(ours, branch=haifa)
    one = make.inquiry(ours, customer=customer)
    assert seen(manager) == {one}

    customer.branch = eilat
    customer.save()

    assert seen(manager) == set()


def test_others_see_what_they_opened_handle_watch_or_their_team_handles(ours):
    dana = technician(ours)
    opened = make.inquiry(ours, kind="service-call")
    opened.opened_by = dana
    opened.save()
    handled, watched = make.inquiry(ours, staff=[dana]), make.inquiry(ours, watchers=[dana])
    of_team = make.inquiry(ours, team=make.team(ours, staff=[dana]))
    make.inquiry(ours, team=make.team(ours))

    assert seen(dana) == {opened, handled, watched, of_team}


def test_who_was_mentioned_sees_the_inquiry(world, ours):
    dana, one = technician(ours), make.inquiry(ours, staff=[world.staff])

    noting.add(one, text=f"@{dana} please look", by=world.staff, now=NOW)

    assert seen(dana) == {one}


def test_who_handled_it_before_sees_it_no_more(world, ours):
    dana = technician(ours)
    one = make.inquiry(ours, staff=[dana])

    assigning.assign(one, staff=[world.staff], by=world.staff, now=NOW)

    assert seen(dana) == set()


def test_deleted_ones_are_seen_by_nobody_and_merged_ones_stay_readable(world, ours):
    removed, merged, survivor = (make.inquiry(ours) for _number in range(3))
    removed.removed_at = NOW
    removed.save()
    merged.merged_into = survivor
    merged.save()

    assert seen(world.staff) == {merged, survivor}


def test_other_businesses_are_not_seen(world):
    make.inquiry(world.theirs)

    assert seen(world.staff) == set()


def test_the_technicians_day_holds_to_it_too(ours, haifa, eilat):
    dana = technician(ours, branches=[haifa])
    given = {"kind": "service-call", "staff": [dana], "target_at": NOW}
    here = make.inquiry(ours, branch=haifa, **given)
    make.inquiry(ours, customer=make.customer(ours, branch=eilat), **given)

    assert [stop.call for stop in fieldwork.stops(dana, day=timezone.localdate(NOW))] == [here]
