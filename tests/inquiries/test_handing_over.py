from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses import departing
from kesher.core.owning import acting_for
from kesher.inquiries import assigning, closing
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def dana(ours):
    return make.staff(ours, role="technician")


@pytest.fixture
def avi(ours):
    return make.staff(ours, role="technician")


def leave(world, staff, successor=None):
    return departing.leave(staff, successor=successor, by=world.staff, now=NOW)


def come_back(world, staff, *, is_undo=True):
    departing.bring_back(staff, by=world.staff, now=LATER, is_undo=is_undo)


def handlers(inquiry):
    return [row.staff for row in inquiry.assignees.order_by("-is_main", "id")]


def test_open_ones_get_the_successor_in_the_same_place(world, ours, dana, avi):
    alone, main, second = (
        make.inquiry(ours, kind="task", priority=ours.priorities.first(), staff=staff)
        for staff in ([dana], [dana, world.staff], [world.staff, dana])
    )

    leave(world, dana, avi)

    assert [handlers(one) for one in (alone, main, second)] == [[avi], [avi, world.staff], [world.staff, avi]]


def test_a_successor_who_has_it_already_stays_once(world, ours, dana, avi):
    one = make.inquiry(ours, staff=[dana, avi])

    leave(world, dana, avi)

    assert handlers(one) == [avi]


def test_what_was_closed_stays_as_it_was(world, ours, dana, avi):
    one = make.inquiry(ours, staff=[dana])
    closing.close(one, by=world.staff, now=NOW)

    leave(world, dana, avi)

    assert handlers(one) == [dana]


def test_without_a_successor_they_are_left_to_the_others_or_to_nobody(world, ours, dana):
    alone, shared = make.inquiry(ours, staff=[dana]), make.inquiry(ours, staff=[dana, world.staff])

    leave(world, dana)

    assert (handlers(alone), handlers(shared)) == ([], [world.staff])


def test_what_will_happen_is_said_before(world, ours, dana, avi):
    make.inquiry(ours, staff=[dana])

    with_one = departing.foreseen(dana, successor=avi, by=world.staff).sentences
    without = departing.foreseen(dana, successor=None, by=world.staff).sentences

    assert len(with_one) == len(without) == 3
    assert str(avi) in with_one[-1]


def test_the_successor_leads_the_teams_and_is_in_them(world, ours, dana, avi):
    team = make.team(ours, staff=[dana], lead=dana)

    leave(world, dana, avi)

    team.refresh_from_db()
    assert (team.lead, set(team.staff.all())) == (avi, {dana, avi})


def test_without_a_successor_a_team_has_no_lead(world, ours, dana):
    team = make.team(ours, staff=[dana], lead=dana)

    leave(world, dana)

    team.refresh_from_db()
    assert team.lead is None


def test_each_change_stands_in_the_log_and_the_successor_is_told_once(world, ours, dana, avi):
    for _number in range(3):
        make.inquiry(ours, staff=[dana])

    leave(world, dana, avi)

    entries = Entry.objects.of(ours).filter(kind=Kind.ASSIGNED)
    assert [entry.details["changes"]["staff"] for entry in entries] == [[[str(dana)], [str(avi)]]] * 3
    assert ours.notices.filter(staff=avi).count() == 1
    assert "3" in ours.notices.get(staff=avi).text


def test_undoing_gives_them_back(world, ours, dana, avi):
    first, second = (
        make.inquiry(ours, staff=[dana, world.staff]),
        make.inquiry(ours, staff=[world.staff, dana]),
    )
    leave(world, dana, avi)

    come_back(world, dana)

    assert (handlers(first), handlers(second)) == ([dana, world.staff], [world.staff, dana])


def test_undoing_gives_back_what_had_nobody(world, ours, dana):
    one = make.inquiry(ours, staff=[dana])
    leave(world, dana)

    come_back(world, dana)

    assert handlers(one) == [dana]


def test_what_changed_hands_since_or_was_closed_stays(world, ours, dana, avi):
    moved, closed = make.inquiry(ours, staff=[dana]), make.inquiry(ours, staff=[dana])
    leave(world, dana, avi)
    assigning.assign(moved, staff=[world.staff], by=world.staff, now=LATER)
    closing.close(closed, by=world.staff, now=LATER)

    come_back(world, dana)

    assert (handlers(moved), handlers(closed)) == ([world.staff], [avi])


def test_undoing_gives_the_lead_back_unless_another_leads(world, ours, dana, avi):
    kept, moved = (make.team(ours, staff=[dana], lead=dana) for _number in range(2))
    leave(world, dana, avi)
    moved.lead = world.staff
    moved.save()

    come_back(world, dana)

    kept.refresh_from_db()
    moved.refresh_from_db()
    assert (kept.lead, moved.lead) == (dana, world.staff)


def test_who_comes_back_later_starts_with_nothing(world, ours, dana, avi):
    one = make.inquiry(ours, staff=[dana])
    leave(world, dana, avi)

    come_back(world, dana, is_undo=False)

    assert handlers(one) == [avi]
