from datetime import UTC, datetime

import pytest

from kesher.activity.models import Entry
from kesher.businesses import granting
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
VIEW, EDIT, STAFF = (
    Permission.CUSTOMER_VIEW.value,
    Permission.CUSTOMER_EDIT.value,
    Permission.STAFF_EDIT.value,
)


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def refusal(call, *args, **facts):
    with pytest.raises(Refused) as refused:
        call(*args, **facts, now=NOW)
    return [problem.code for problem in refused.value.problems]


def test_add_keeps_known_rights_in_the_order_of_the_list(ours, world):
    role = granting.add(ours, name="Trainee", permissions=[EDIT, "nonsense", VIEW], by=world.staff, now=NOW)

    assert role.permissions == [VIEW, EDIT]


def test_a_role_has_a_name_of_its_own(ours, world):
    granting.add(ours, name="Trainee", permissions=[], by=world.staff, now=NOW)

    assert refusal(granting.add, ours, name="Trainee", permissions=[], by=world.staff) == ["name-taken"]
    assert refusal(granting.add, ours, name="", permissions=[], by=world.staff) == ["name-missing"]


def test_nobody_gives_rights_that_they_do_not_hold(ours):
    clerk = make.staff(ours, permissions=[STAFF, VIEW])

    assert refusal(granting.add, ours, name="Trainee", permissions=[EDIT], by=clerk) == ["right-not-held"]


def test_nobody_changes_a_role_that_holds_more_than_they_do(ours):
    clerk = make.staff(ours, permissions=[STAFF, VIEW])
    reception = ours.roles.get(key="reception")

    assert refusal(granting.change, reception, name="X", permissions=[VIEW], by=clerk) == ["right-not-held"]
    assert refusal(granting.retire, reception, by=clerk) == ["right-not-held"]


def test_the_system_may_give_everything(ours):
    assert granting.add(ours, name="Trainee", permissions=[EDIT], by=None, now=NOW).permissions == [EDIT]


def test_the_owners_role_keeps_staff_and_business(ours, world):
    owner = ours.roles.get(key="owner")

    assert refusal(granting.change, owner, name="Owner", permissions=[VIEW], by=world.staff) == ["owner-kept"]
    assert refusal(granting.retire, owner, by=world.staff) == ["owner-kept"]


def test_a_change_records_before_and_after(ours, world):
    role = granting.add(ours, name="Trainee", permissions=[VIEW], by=world.staff, now=NOW)

    granting.change(role, name="Helper", permissions=[VIEW, EDIT], by=world.staff, now=NOW)

    entry = Entry.objects.of(ours).get(kind="role.changed")
    assert entry.details["changes"] == {"name": ["Trainee", "Helper"], "permissions": [[VIEW], [VIEW, EDIT]]}


def test_nothing_changed_nothing_recorded(ours, world):
    role = granting.add(ours, name="Trainee", permissions=[VIEW], by=world.staff, now=NOW)

    granting.change(role, name="Trainee", permissions=[VIEW], by=world.staff, now=NOW)

    assert not Entry.objects.of(ours).filter(kind="role.changed").exists()


def test_a_role_that_staff_hold_is_not_retired(ours, world):
    make.staff(ours, role="reception")

    assert refusal(granting.retire, ours.roles.get(key="reception"), by=world.staff) == ["role-held"]


def test_a_retired_role_gives_no_rights_until_restored(ours, world):
    role = granting.add(ours, name="Trainee", permissions=[VIEW], by=world.staff, now=NOW)
    retired = granting.retire(role, by=world.staff, now=NOW)
    holder = make.staff(ours, permissions=[])
    ours.staff_roles.create(staff=holder, role=retired)

    assert holder.permissions == frozenset()
    granting.restore(retired, by=world.staff, now=NOW)
    assert ours.staff.get(pk=holder.pk).may(VIEW)


def test_a_shipped_role_goes_back_to_what_it_was_shipped_with(ours, world):
    role = ours.roles.get(key="technician")
    granting.change(role, name="Technician", permissions=[VIEW], by=world.staff, now=NOW)

    role = granting.reset(role.fresh(), by=world.staff, now=NOW)

    assert granting.is_as_shipped(role)
    assert EDIT in role.permissions


def test_a_role_of_the_business_was_not_shipped(ours, world):
    role = granting.add(ours, name="Trainee", permissions=[VIEW], by=world.staff, now=NOW)

    assert granting.shipped(role) == []
