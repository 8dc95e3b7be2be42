import pytest

from kesher.calendar import seeing
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at

DAY = (at("2026-11-22 00:00"), at("2026-11-23 00:00"))


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def dana(world):
    return make.staff(world.ours, role="technician")


def test_others_see_a_private_meeting_as_busy_only(world, dana):
    make.meeting(world.ours, subject="Dentist", is_private=True, staff=[dana], by=dana, place="There")

    (others,) = seeing.meetings_for(world.staff, *DAY)
    (own,) = seeing.meetings_for(dana, *DAY)

    assert (others.is_busy, others.subject, others.place, others.may_change) == (True, "", "", False)
    assert (others.staff_ids, others.staff_names) == ((dana.pk,), (str(dana),))
    assert (own.is_busy, own.subject, own.is_own, own.may_change) == (False, "Dentist", True, True)


def test_a_meeting_with_a_person_of_another_branch_is_busy_only(world):
    haifa, eilat = make.branch(world.ours), make.branch(world.ours)
    limited = make.staff(world.ours, branches=[haifa])
    make.meeting(world.ours, customer=make.customer(world.ours, branch=eilat))
    make.meeting(world.ours, branch=eilat)
    make.meeting(world.ours, branch=haifa)

    assert [one.is_busy for one in seeing.meetings_for(limited, *DAY)] == [True, True, False]


def test_a_meeting_in_which_a_person_of_another_branch_takes_part_is_busy_only(world):
    haifa, eilat = make.branch(world.ours), make.branch(world.ours)
    limited = make.staff(world.ours, branches=[haifa])
    own, guests = make.customer(world.ours, branch=haifa), [make.customer(world.ours, branch=eilat)]
    hidden = make.meeting(world.ours, customer=own, customers=guests)
    make.meeting(world.ours, customer=own, customers=[make.customer(world.ours, branch=haifa)])

    assert [one.is_busy for one in seeing.meetings_for(limited, *DAY)] == [True, False]
    assert (seeing.visible(hidden, limited), seeing.visible(hidden, world.staff)) == (False, True)
    assert [one.code for one in seeing.problems(hidden, by=limited)] == ["not-yours"]


def test_meetings_are_chosen_by_staff_and_by_resource(world, dana):
    room = make.resource(world.ours)
    hers = make.meeting(world.ours, staff=[dana])
    there = make.meeting(world.ours, resource=room)

    assert [one.id for one in seeing.meetings_for(world.staff, *DAY, staff_ids=[dana.pk])] == [hers.pk]
    assert [one.id for one in seeing.meetings_for(world.staff, *DAY, resource_ids=[room.pk])] == [there.pk]


def test_meetings_of_other_days_and_removed_ones_are_not_shown(world):
    make.meeting(world.ours, starts_at=DAY[1])
    removed = make.meeting(world.ours)
    removed.removed_at = DAY[0]
    removed.save()

    assert seeing.meetings_for(world.staff, *DAY) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_diary_takes_two_queries(world, dana, count, django_assert_num_queries):
    for _turn in range(count):
        make.meeting(world.ours, staff=[dana, world.staff], customer=world.customer)
    staff = world.ours.staff.with_rights().get(pk=world.staff.pk)

    with django_assert_num_queries(2):
        assert len(seeing.meetings_for(staff, *DAY)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_diary_of_who_is_limited_to_branches_takes_two_queries_too(
    world, count, django_assert_num_queries
):
    haifa = make.branch(world.ours)
    limited = make.staff(world.ours, branches=[haifa])
    for _turn in range(count):
        guests = [make.customer(world.ours, branch=haifa) for _guest in range(2)]
        make.meeting(world.ours, staff=[world.staff], customers=guests)
    staff = world.ours.staff.with_rights().get(pk=limited.pk)
    assert staff.branch_ids

    with django_assert_num_queries(2):
        assert len(seeing.meetings_for(staff, *DAY)) == count


def test_changing_others_meetings_takes_the_right_to_all(world, dana):
    hers = make.meeting(world.ours, staff=[dana], by=dana)
    mine = make.meeting(world.ours, by=world.staff)
    private = make.meeting(world.ours, by=dana, is_private=True)

    assert seeing.problems(hers, by=world.staff) == seeing.problems(hers, by=dana) == []
    assert [one.code for one in seeing.problems(mine, by=dana)] == ["not-yours"]
    assert [one.code for one in seeing.problems(private, by=world.staff)] == ["not-yours"]
    assert (seeing.visible(private, dana), seeing.visible(private, world.staff)) == (True, False)


def test_a_meeting_of_many_months_is_found_at_its_end(world):
    make.meeting(world.ours, starts_at=at("2025-12-01 10:00"), ends_at=at("2026-11-22 10:00"))

    assert len(seeing.meetings_for(world.staff, *DAY)) == 1
