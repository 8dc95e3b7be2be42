import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers.kinds import Kind
from kesher.inquiries import teaming
from kesher.inquiries.models import Team
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def by(world):
    return {"by": world.staff, "now": NOW}


def people(team):
    return set(team.staff.all())


def test_the_lead_is_one_of_the_team(world, ours, by):
    dana = make.staff(ours)

    team = teaming.add(Team(business=ours), name="North", lead=world.staff, staff=[dana], **by)

    assert people(team) == {dana, world.staff}


def test_a_team_has_a_name_of_its_own_and_somebody_in_it(world, ours, by):
    teaming.add(Team(business=ours), name="North", staff=[world.staff], **by)

    with pytest.raises(Refused, match="name-taken"):
        teaming.add(Team(business=ours), name="North", staff=[world.staff], **by)
    with pytest.raises(Refused, match="staff-missing"):
        teaming.add(Team(business=ours), name="South", **by)


def test_who_left_is_not_put_into_a_team_but_keeps_a_place(world, ours, by):
    dana, avi = make.staff(ours), make.staff(ours, left_at=NOW)
    team = teaming.add(Team(business=ours), name="North", staff=[dana], **by)
    dana.left_at = NOW
    dana.save()

    with pytest.raises(Refused, match="staff-left"):
        teaming.change(team, name="North", staff=[dana, avi], **by)
    assert people(teaming.change(team, name="South", staff=[dana], **by)) == {dana}


def test_a_change_of_the_team_is_recorded_once(world, ours, by):
    dana = make.staff(ours)
    team = teaming.add(Team(business=ours), name="North", staff=[dana], **by)

    for _time in range(2):
        teaming.change(team, name="North", lead=dana, staff=[dana, world.staff], **by)

    (entry,) = Entry.objects.of(ours).filter(kind=Kind.LIST_ROW_CHANGED)
    assert set(entry.details["changes"]) == {"lead", "staff"}


def test_a_team_in_use_is_retired_and_an_unused_one_deleted(world, ours, by):
    used, unused = (
        teaming.add(Team(business=ours), name=name, staff=[world.staff], **by) for name in ("North", "South")
    )
    inquiry = make.inquiry(ours, team=used)

    with pytest.raises(Refused, match="row-used"):
        teaming.remove(used, **by)
    teaming.retire(used, **by)
    teaming.remove(unused, **by)

    assert list(ours.teams.all()) == [used]
    inquiry.refresh_from_db()
    assert inquiry.team == used
