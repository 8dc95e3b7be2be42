"""One room, the same hour, many people at once, by real processes: one gets it."""

import time
from collections import Counter

import pytest
from django.db import connection

PROCESSES = 5
ROOM = """
from tests import make
make.resource(make.business(slug="race"), name="Attic")
"""
RACE = """
import pathlib, sys, time
from django.db import DatabaseError
from django.db.models.query import QuerySet
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.calendar import meetings
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests.make.calendar import at

name, how, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
if how == "unlocked":
    QuerySet.select_for_update = lambda self, **options: self
    asked = meetings.problems
    def slowly(*args, **options):
        found = asked(*args, **options)
        time.sleep(0.5)
        return found
    meetings.problems = slowly
business = Business.objects.get(slug="race")
with acting_for(business):
    room = business.resources.get()
    (folder / f"ready{name}").touch()
    while not (folder / "go").exists():
        time.sleep(0.002)
    try:
        meetings.set_meeting(
            business, by=None, now=timezone.now(), subject=name, resource=room, starts_at=at("2026-11-22 10:00"),
            ends_at=at("2026-11-22 11:00"),
        )
        told = "taken"
    except Refused as refused:
        told = refused.problems[0].code
    except DatabaseError:
        told = "broken"
(folder / f"told{name}").write_text(told)
"""


def raced(installation, tmp_path, how):
    assert installation.python(ROOM).wait(60) == 0
    names = [str(number) for number in range(PROCESSES)]
    racers = [installation.python(RACE, name, how, str(tmp_path)) for name in names]
    for _look in range(900):
        if all((tmp_path / f"ready{name}").exists() for name in names):
            break
        time.sleep(0.1)
    (tmp_path / "go").touch()
    assert [racer.wait(120) for racer in racers] == [0] * PROCESSES
    return Counter((tmp_path / f"told{name}").read_text() for name in names)


def test_of_many_who_book_one_room_at_once_one_gets_it(installation, tmp_path):
    told = raced(installation, tmp_path, "locked")

    assert told == {"taken": 1, "room-taken": PROCESSES - 1}
    assert installation.rows("SELECT count(*) FROM calendar_meeting") == [(1,)]


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite a writing transaction is alone by itself"
)
def test_without_the_lock_the_room_would_be_booked_twice(installation, tmp_path):
    """The control: the test above would notice a missing lock."""
    assert raced(installation, tmp_path, "unlocked")["taken"] > 1
