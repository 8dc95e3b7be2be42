from datetime import UTC, date, datetime

import pytest

from kesher.activity.models import Entry
from kesher.businesses import departing, inviting, staffing
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STAFF, VIEW = Permission.STAFF_EDIT, Permission.CUSTOMER_VIEW


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def reception(ours):
    return ours.roles.get(key="reception")


def refusal(call, *args, **facts):
    with pytest.raises(Refused) as refused:
        call(*args, **facts, now=NOW)
    return [problem.code for problem in refused.value.problems]


def test_hire_keeps_all_details(ours, reception, world):
    staff = staffing.hire(
        ours, roles=[reception], by=world.staff, now=NOW, first_name="Dana", last_name="Levi", email="Dana@Example.com",
        phone="054-2345678", id_number="12345 6782", birthday=date(1990, 1, 2), gender="f", employee_number="7",
        hired_on=date(2026, 1, 1),
    )  # fmt: skip

    assert (staff.email, staff.phone, staff.id_number) == ("dana@example.com", "+972542345678", "123456782")
    assert list(staff.roles.all()) == [reception]


def test_hire_needs_a_name_and_a_role(ours, world):
    assert refusal(staffing.hire, ours, roles=[], by=world.staff, first_name="") == [
        "name-missing",
        "role-missing",
    ]


def test_hire_refuses_a_wrong_id_number_and_a_birthday_ahead(ours, reception, world):
    facts = {"first_name": "Dana", "id_number": "123456789", "birthday": date(2027, 1, 1)}

    assert refusal(staffing.hire, ours, roles=[reception], by=world.staff, **facts) == [
        "id-wrong",
        "birthday-ahead",
    ]


def test_an_email_belongs_to_one_active_staff_member(ours, reception, world):
    first = staffing.hire(ours, roles=[reception], by=world.staff, now=NOW, first_name="Dana", email="a@b.co")
    again = {"roles": [reception], "by": world.staff, "first_name": "Dina", "email": "A@b.co"}

    assert refusal(staffing.hire, ours, **again) == ["email-taken"]
    first.left_at = NOW
    first.save()
    assert staffing.hire(ours, **again, now=NOW).email == "a@b.co"


def test_nobody_gives_roles_with_rights_that_they_do_not_hold(ours, reception):
    clerk = make.staff(ours, permissions=[STAFF])

    assert refusal(staffing.hire, ours, roles=[reception], by=clerk, first_name="Dana") == ["right-not-held"]


def test_nobody_changes_somebody_who_holds_more(ours, world):
    clerk = make.staff(ours, permissions=[STAFF])
    facts = {"roles": list(world.staff.roles.all()), "branches": [], "email": "mine@example.com"}

    assert refusal(staffing.change, world.staff, by=clerk, **facts) == ["right-not-held"]


def test_nobody_gives_themselves_more(ours, reception):
    clerk = make.staff(ours, permissions=[STAFF])

    assert refusal(staffing.change, clerk, by=clerk, roles=[reception], branches=[]) == ["right-not-held"]


def test_whoever_is_limited_to_branches_gives_only_these(ours):
    here, there = make.branch(ours), make.branch(ours)
    boss = make.staff(ours, branches=[here])
    roles = [ours.roles.get(key="technician")]
    facts = {"roles": roles, "by": boss, "first_name": "Dana"}

    assert refusal(staffing.hire, ours, branches=[], **facts) == ["branch-beyond"]
    assert refusal(staffing.hire, ours, branches=[there], **facts) == ["branch-beyond"]
    assert staffing.hire(ours, branches=[here], **facts, now=NOW).branch_ids == {here.pk}


def test_the_last_owner_keeps_the_role(ours, reception, world):
    assert refusal(staffing.change, world.staff, by=world.staff, roles=[reception], branches=[]) == [
        "last-owner"
    ]


def test_one_of_two_owners_may_give_the_role_up(ours, reception, world):
    other = make.staff(ours)

    changed = staffing.change(other, by=world.staff, roles=[reception], branches=[], now=NOW)

    assert list(changed.roles.all()) == [reception]


def test_an_owner_who_cannot_sign_in_does_not_count(ours, world):
    make.staff(ours, user=None)

    assert staffing.is_last_owner(world.staff)


def test_a_change_records_names_and_hides_the_id_number(ours, reception, world):
    staff = staffing.hire(ours, roles=[reception], by=world.staff, now=NOW, first_name="Dana")
    technician = ours.roles.get(key="technician")

    staffing.change(staff, roles=[technician], branches=[], by=world.staff, now=NOW, id_number="123456782")

    entry = Entry.objects.of(ours).get(kind="staff.changed")
    assert entry.details["changes"] == {
        "id_number": ["…", "…"],
        "roles": [[str(reception)], [str(technician)]],
    }


def test_nothing_changed_nothing_recorded(ours, reception, world):
    staff = staffing.hire(ours, roles=[reception], by=world.staff, now=NOW, first_name="Dana")

    staffing.change(staff, roles=[reception], branches=[], by=world.staff, now=NOW, first_name="Dana")

    assert not Entry.objects.of(ours).filter(kind="staff.changed").exists()


def test_change_gives_and_takes_branches(ours, reception, world):
    here, there = make.branch(ours), make.branch(ours)
    staff = staffing.hire(
        ours, roles=[reception], branches=[here], by=world.staff, now=NOW, first_name="Dana"
    )

    staff = staffing.change(staff, roles=[reception], branches=[there], by=world.staff, now=NOW)

    assert staff.branch_ids == {there.pk}


def test_whoever_is_limited_to_branches_decides_only_about_staff_within_them(ours):
    here, there = make.branch(ours), make.branch(ours)
    boss = make.staff(ours, branches=[here])
    branches = {"within": [here], "elsewhere": [there], "both": [here, there], "everywhere": []}
    found = {
        name: staffing.standing_problems(make.staff(ours, role="technician", branches=places), by=boss)
        for name, places in branches.items()
    }

    codes = {name: [one.code for one in problems] for name, problems in found.items()}
    assert codes == {
        "within": [],
        "elsewhere": ["staff-beyond"],
        "both": ["staff-beyond"],
        "everywhere": ["staff-beyond"],
    }


def test_whoever_works_everywhere_decides_about_everybody(ours, world):
    dana = make.staff(ours, role="technician", branches=[make.branch(ours)])

    assert staffing.standing_problems(dana, by=world.staff) == []
    assert staffing.standing_problems(dana, by=None) == []


def test_staff_of_another_branch_are_neither_changed_nor_sent_away_nor_brought_back_nor_invited(ours):
    here, there = make.branch(ours), make.branch(ours)
    boss = make.staff(ours, branches=[here])
    dana = make.staff(ours, role="technician", branches=[there], user=None)
    roles = list(dana.roles.all())

    assert refusal(staffing.change, dana, by=boss, roles=roles, branches=[here]) == ["staff-beyond"]
    assert refusal(departing.leave, dana, by=boss) == ["staff-beyond"]
    assert refusal(inviting.invite, dana, by=boss) == ["staff-beyond"]
    dana.left_at = NOW
    dana.save()
    assert refusal(departing.bring_back, dana, by=boss) == ["staff-beyond"]
