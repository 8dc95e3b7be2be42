from datetime import UTC, date, datetime

import pytest

from kesher.activity.models import Entry
from kesher.businesses import departing
from kesher.core.owning import acting_for
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def dana(ours):
    return make.staff(ours, role="reception", first_name="Dana", last_name="Levi")


@pytest.fixture
def ruth(ours):
    return make.staff(ours, role="reception", first_name="Ruth", last_name="Bar")


def test_the_successor_gets_the_customers(ours, dana, ruth, world):
    customer = make.customer(ours, account_manager=dana)

    departing.leave(dana, successor=ruth, by=world.staff, now=NOW)

    assert customer.fresh().account_manager == ruth
    entry = Entry.objects.about(customer).get(kind="customer.changed")
    assert entry.details["changes"] == {"account_manager": ["Dana Levi", "Ruth Bar"]}


def test_without_a_successor_they_have_no_account_manager(ours, dana, world):
    customer = make.customer(ours, account_manager=dana)

    departing.leave(dana, by=world.staff, now=NOW)

    assert customer.fresh().account_manager is None


def test_archived_people_go_along(ours, dana, ruth, world):
    customer = make.customer(ours, account_manager=dana)
    customer.archived_at = NOW
    customer.save()

    departing.leave(dana, successor=ruth, by=world.staff, now=NOW)

    assert customer.fresh().account_manager == ruth


def test_it_is_foreseen_in_sentences(ours, dana, ruth, world):
    make.customer(ours, account_manager=dana)
    make.customer(ours, account_manager=dana)

    foreseen = departing.foreseen(dana, successor=ruth, by=world.staff)
    alone = departing.foreseen(dana, successor=None, by=world.staff)

    assert len(foreseen.sentences) == len(alone.sentences) == 3
    assert "Ruth Bar" in foreseen.sentences[2]


def test_undoing_gives_back_what_the_successor_still_manages(ours, dana, ruth, world):
    kept, moved = make.customer(ours, account_manager=dana), make.customer(ours, account_manager=dana)
    departing.leave(dana, successor=ruth, by=world.staff, now=NOW)
    moved.account_manager = world.staff
    moved.save()

    departing.bring_back(dana, by=world.staff, now=NOW, is_undo=True)

    assert (kept.fresh().account_manager, moved.fresh().account_manager) == (dana, world.staff)


def test_coming_back_later_leaves_them_with_the_successor(ours, dana, ruth, world):
    customer = make.customer(ours, account_manager=dana)
    departing.leave(dana, successor=ruth, by=world.staff, now=NOW)

    departing.bring_back(dana, by=world.staff, now=NOW)

    assert customer.fresh().account_manager == ruth


def test_as_a_person_they_are_staff_until_that_day(ours, dana, world):
    person = make.customer(ours)
    person.staff = dana
    person.save()
    period = ours.role_periods.create(customer=person, role="staff", starts_on=date(2026, 1, 1))

    departing.leave(dana, by=world.staff, now=NOW)
    assert period.fresh().ends_on == date(2026, 11, 22)

    departing.bring_back(dana, by=world.staff, now=NOW, is_undo=True)
    assert period.fresh().ends_on is None
