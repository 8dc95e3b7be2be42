from datetime import date

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import archiving, birthdays
from tests import make


@pytest.fixture
def coming(world):
    def ask(today):
        with acting_for(world.ours):
            found = birthdays.coming(world.ours.customers.all(), today=today)
            return [(one.name, one.on, one.age) for one in found]

    with acting_for(world.ours):
        yield ask


def born(world, name, *day):
    return make.customer(world.ours, first_name=name, last_name="", birthday=date(*day))


def test_birthdays_come_in_the_order_of_their_days(coming, world):
    born(world, "Sat", 1990, 11, 28)
    born(world, "B", 1980, 11, 22)
    born(world, "A", 2000, 11, 22)
    born(world, "Later", 1990, 11, 29)

    assert coming(date(2026, 11, 22)) == [
        ("A", date(2026, 11, 22), 26),
        ("B", date(2026, 11, 22), 46),
        ("Sat", date(2026, 11, 28), 36),
    ]


def test_the_turn_of_the_year_is_no_gap(coming, world):
    born(world, "New", 1990, 1, 2)

    assert coming(date(2026, 12, 30)) == [("New", date(2027, 1, 2), 37)]


def test_the_29th_of_february_is_kept_on_the_1st_of_march(coming, world):
    born(world, "Leap", 1988, 2, 29)

    assert coming(date(2026, 2, 25)) == [("Leap", date(2026, 3, 1), 38)]
    assert coming(date(2028, 2, 25)) == [("Leap", date(2028, 2, 29), 40)]


def test_an_unknown_year_has_no_age(coming, world):
    born(world, "Who", 1900, 11, 22)

    assert coming(date(2026, 11, 22)) == [("Who", date(2026, 11, 22), None)]


def test_the_archive_has_no_birthdays(coming, world):
    archiving.archive(born(world, "Gone", 1990, 11, 22), by=world.staff, now=timezone.now())

    assert coming(date(2026, 11, 22)) == []
