from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import assigning
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def dana(ours):
    return make.staff(ours, permissions=[Permission.INQUIRY_EDIT])


@pytest.fixture
def avi(ours):
    return make.staff(ours)


def assign(inquiry, *staff, by, team=None, now=NOW):
    return assigning.assign(inquiry, staff=list(staff), team=team, by=by, now=now)


def handlers(inquiry):
    return [row.staff for row in inquiry.assignees.order_by("-is_main", "id")]


def call(ours, **details):
    return make.inquiry(ours, kind="service-call", **details)


def test_several_may_handle_it_and_the_first_is_the_main_one(world, ours, dana, avi):
    one = assign(call(ours), avi, dana, avi, by=world.staff)

    assert handlers(one) == [avi, dana]
    assert [row.staff for row in one.assignees.filter(is_main=True)] == [avi]


def test_a_team_may_handle_it_alone_or_with_them(world, ours, dana):
    team, one = make.team(ours), make.inquiry(ours)

    assert assign(one, by=world.staff, team=team).team == team
    assert handlers(assign(one, dana, by=world.staff, team=team)) == [dana]


def test_deciding_for_others_takes_a_right(world, ours, dana, avi):
    one = call(ours, staff=[world.staff])

    for staff, team in (([avi], None), ([], None), ([dana], None), ([world.staff, dana], make.team(ours))):
        with pytest.raises(Refused, match="right-missing"):
            assign(one, *staff, by=dana, team=team)
    assert handlers(one) == [world.staff]


def test_one_may_take_it_beside_those_who_have_it(world, ours, dana):
    one = call(ours, staff=[world.staff])

    assert handlers(assign(one, world.staff, dana, by=dana)) == [world.staff, dana]
    assert handlers(assign(call(ours), dana, by=dana)) == [dana]


def test_one_may_hand_on_ones_own_and_ones_teams(ours, dana, avi):
    mine, of_team = call(ours, staff=[dana]), call(ours, team=make.team(ours, staff=[dana]))

    assert handlers(assign(mine, avi, by=dana)) == [avi]
    assert handlers(assign(of_team, avi, by=dana)) == [avi]


def test_who_may_not_work_on_inquiries_takes_none(ours):
    reader = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    with pytest.raises(Refused, match="right-missing"):
        assign(call(ours), reader, by=reader)


@pytest.mark.parametrize("kind", ["message", "task"])
def test_a_task_and_a_message_always_have_somebody(world, ours, kind):
    one = make.inquiry(ours, kind=kind)

    with pytest.raises(Refused, match="staff-missing"):
        assign(one, by=world.staff)


def test_a_call_may_be_left_without_anybody(world, ours, dana):
    assert handlers(assign(call(ours, staff=[dana]), by=world.staff)) == []


def test_who_left_and_a_retired_team_get_nothing_new_and_keep_what_they_have(world, ours, avi):
    gone, team = make.staff(ours), make.team(ours)
    one = call(ours, staff=[gone], team=team)
    gone.left_at = team.retired_at = NOW
    gone.save()
    team.save()

    with pytest.raises(Refused, match="assignee-left, team-retired"):
        assign(call(ours), gone, by=world.staff, team=team)
    assert handlers(assign(one, gone, avi, by=world.staff, team=team)) == [gone, avi]


def test_nothing_changed_nothing_recorded(world, ours, dana):
    one = call(ours, staff=[dana])

    assign(one, dana, by=world.staff)

    assert not Entry.objects.of(ours).filter(kind=Kind.ASSIGNED).exists()


def test_a_change_tells_who_had_it_and_who_has_it(world, ours, dana, avi):
    assign(call(ours, staff=[dana]), avi, by=world.staff)

    entry = Entry.objects.of(ours).get(kind=Kind.ASSIGNED)
    assert entry.details["changes"] == {"staff": [[str(dana)], [str(avi)]]}


def test_who_is_new_is_told_once_and_nobody_of_their_own_deed(world, ours, dana, avi):
    one = call(ours, staff=[dana])
    ours.notices.all().delete()

    assign(one, dana, avi, world.staff, by=world.staff)

    assert [row.staff for row in ours.notices.all()] == [avi]


def test_the_response_clock_goes_on(world, ours, dana):
    one = call(ours, now=NOW - timedelta(hours=1))
    before = list(one.clocks.values_list("started_at", "due_at"))

    assign(one, dana, by=world.staff)

    assert list(one.clocks.values_list("started_at", "due_at")) == before


def test_who_was_the_main_one_stays_it_while_they_handle_it(ours, dana, avi, world):
    one = make.inquiry(ours, kind="task", staff=[avi], by=world.staff)
    assign(one, dana, avi, by=world.staff)

    assert handlers(one) == [avi, dana]


def test_another_main_one_can_be_named(ours, dana, avi, world):
    one = make.inquiry(ours, kind="task", staff=[avi], by=world.staff)
    assigning.assign(one, staff=[dana, avi], main=dana, by=world.staff, now=NOW)

    assert handlers(one) == [dana, avi]


def test_who_may_not_decide_for_others_may_leave_it_as_it_is(ours, dana, avi, world):
    one = make.inquiry(ours, kind="task", staff=[avi], by=world.staff)

    assert handlers(assign(one, avi, by=dana)) == [avi]


def told(ours):
    return [row.staff for row in ours.notices.filter(kind="assigned").order_by("id")]


def test_a_team_that_gets_it_is_told_where_nobody_is_named(world, ours, dana, avi):
    gone = make.staff(ours, left_at=NOW)
    one = call(ours)

    assign(one, by=world.staff, team=make.team(ours, staff=[dana, avi, gone]))

    assert told(ours) == [dana, avi]


def test_another_team_is_told_but_for_those_who_had_it(world, ours, dana, avi):
    one = call(ours, team=make.team(ours, staff=[dana]))
    ours.notices.all().delete()

    assign(one, by=world.staff, team=make.team(ours, staff=[dana, avi]))

    assert told(ours) == [avi]


def test_a_team_is_told_when_nobody_is_named_any_more(world, ours, dana, avi):
    team = make.team(ours, staff=[dana, avi])
    one = call(ours, staff=[dana], team=team)
    ours.notices.all().delete()

    assign(one, by=world.staff, team=team)

    assert told(ours) == [avi]


def test_who_is_named_out_of_the_team_is_told(world, ours, dana, avi):
    team = make.team(ours, staff=[dana, avi])
    one = call(ours, team=team)
    ours.notices.all().delete()

    assign(one, dana, by=world.staff, team=team)

    assert told(ours) == [dana]
