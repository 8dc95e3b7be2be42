from datetime import date, datetime

import pytest
from django.utils import timezone, translation

from kesher.activity.models import Entry
from kesher.businesses import departing
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import converting
from kesher.customers.kinds import Kind
from tests import make

NOW = timezone.make_aware(datetime(2026, 11, 22, 10))
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def person(world):
    return make.customer(
        world.ours,
        first_name="Dana",
        last_name="Levi",
        phone="050-2345678",
        email="d@example.com",
        id_number="777777715",
    )


def convert(world, person, to="staff", *, by=None, **more):
    if to == "staff":
        more.setdefault("roles", [world.ours.roles.get(key="instructor")])
    return converting.convert(person, to=to, by=by or world.staff, now=NOW, **more)


def kinds(customer):
    return list(Entry.objects.about(customer).values_list("kind", "details__role").order_by("id"))


def test_a_person_gets_a_place_filled_from_the_details(world, person):
    staff = convert(world, person).staff

    assert (staff.first_name, staff.last_name, staff.phone, staff.email, staff.id_number) == (
        "Dana", "Levi", "+972502345678", "d@example.com", "777777715",
    )  # fmt: skip
    assert [role.key for role in staff.roles.all()] == ["instructor"]


def test_who_becomes_staff_stays_what_they_were(world, person):
    employed = convert(world, person)

    assert employed.role == "lead"
    assert employed.role_periods.filter(ends_on=None).count() == 2
    assert kinds(person)[-1] == (Kind.CONVERTED, "staff")


def test_who_stops_being_staff_was_so_until_today(world, person):
    convert(world, person)
    convert(world, person, "staff-ended")

    period = person.role_periods.get(role="staff")
    assert (period.ends_on, person.fresh().staff.is_active) == (TODAY, False)
    assert kinds(person)[-1] == (Kind.CONVERTED, "staff-ended")


def test_who_was_staff_before_gets_the_same_place_back(world, person):
    first = convert(world, person).staff
    convert(world, person, "staff-ended")
    again = convert(world, person, roles=[world.ours.roles.get(key="reception")]).staff

    assert again == first
    assert [role.key for role in again.roles.all()] == ["reception"]
    assert person.role_periods.filter(role="staff", ends_on=None).count() == 1


def test_a_place_left_in_the_settings_ends_the_period_and_stands_in_the_log(world, person):
    staff = convert(world, person).staff
    departing.leave(staff, by=world.staff, now=NOW)

    assert person.role_periods.get(role="staff").ends_on == TODAY
    assert kinds(person)[-1] == (Kind.CONVERTED, "staff-ended")


def test_a_place_taken_up_again_in_the_settings_opens_a_period(world, person):
    staff = convert(world, person).staff
    departing.leave(staff, by=world.staff, now=NOW)
    departing.bring_back(staff, by=world.staff, now=NOW)

    assert person.role_periods.filter(role="staff", ends_on=None).count() == 1
    assert kinds(person)[-1] == (Kind.CONVERTED, "staff")


def test_a_role_is_needed(world, person):
    with pytest.raises(Refused, match="role-missing"):
        convert(world, person, roles=[])
    assert person.fresh().staff is None


def test_only_who_manages_staff_may(world, person):
    reception = make.staff(world.ours, permissions=[Permission.CUSTOMER_CONVERT])

    with pytest.raises(Refused, match="staff-right"):
        convert(world, person, by=reception)


def test_a_company_cannot_be_staff(world):
    company = make.customer(world.ours, first_name="Acme", is_company=True)

    with pytest.raises(Refused, match="company"):
        convert(world, company)


def test_staff_does_not_become_staff_again_nor_end_twice(world, person):
    with pytest.raises(Refused, match="staff-not"):
        convert(world, person, "staff-ended")
    convert(world, person)
    with pytest.raises(Refused, match="staff-already"):
        convert(world, person)
