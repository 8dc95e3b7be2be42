"""The same inquiry by several people at once, and numbers given by several desks, as real processes."""

import time
from collections import Counter

import pytest
from django.db import connection

PROCESSES = 4
ONE = """
from tests import make
business = make.business(slug="race")
make.inquiry(business, kind="task", priority=None)
"""
RACE = """
import pathlib, sys, time
from django.db import DatabaseError
from django.db.models.query import QuerySet
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.inquiries import assigning, closing, opening

what, name, how, folder = sys.argv[1], sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
if how == "unlocked":
    QuerySet.select_for_update = lambda self, **options: self
    for module in (closing, assigning):
        def slowly(*args, problems=module.problems, **options):
            found = problems(*args, **options)
            time.sleep(0.5)
            return found
        module.problems = slowly
business = Business.objects.get(slug="race")
told = []
with acting_for(business):
    staff = business.staff.first()
    inquiry = business.inquiries.order_by("pk").first()
    kind = business.inquiry_types.filter(kind="message").first()
    (folder / f"ready{name}").touch()
    while not (folder / "go").exists():
        time.sleep(0.002)

    def close(number):
        closing.close(inquiry, by=None, now=timezone.now())
        return "closed"

    def assign(number):
        team = business.teams.create(name=f"{name}-{number}")
        assigning.assign(inquiry, staff=[staff], team=team, by=None, now=timezone.now())
        return "assigned"

    def open_one(number):
        # every third one is refused after others were numbered: its details are missing
        given = "" if number % 3 == 2 else "x"
        made = opening.open_inquiry(
            business, kind="message", type=kind, details=given, contact_name="Avi", staff=[staff], by=None,
            now=timezone.now(), is_announced=False,
        )
        return str(made.number)

    verb = {"close": close, "assign": assign, "open": open_one}[what]
    for number in range(int(sys.argv[5])):
        try:
            told.append(verb(number))
        except Refused as refused:
            told.append(refused.problems[0].code)
        except DatabaseError:
            told.append("broken")
(folder / f"told{name}").write_text(" ".join(told))
"""
ALONE = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite a writing transaction is alone by itself"
)


def raced(installation, tmp_path, what, *, how="locked", each=1):
    assert installation.python(ONE).wait(60) == 0
    names = [str(number) for number in range(PROCESSES)]
    racers = [installation.python(RACE, what, name, how, str(tmp_path), str(each)) for name in names]
    for _look in range(900):
        if all((tmp_path / f"ready{name}").exists() for name in names):
            break
        time.sleep(0.1)
    (tmp_path / "go").touch()
    assert [racer.wait(120) for racer in racers] == [0] * PROCESSES
    return Counter(" ".join((tmp_path / f"told{name}").read_text() for name in names).split())


def entries(installation, kind):
    return installation.rows(f"SELECT count(*) FROM activity_entry WHERE kind = '{kind}'")[0][0]


def test_of_several_who_close_it_one_does_and_the_others_are_told(installation, tmp_path):
    told = raced(installation, tmp_path, "close")

    assert told == {"closed": 1, "is-closed-already": PROCESSES - 1}
    assert entries(installation, "inquiry.closed") == 1


@ALONE
def test_without_the_lock_it_is_closed_more_than_once(installation, tmp_path):
    """The control: the test above would notice a missing lock."""
    raced(installation, tmp_path, "close", how="unlocked")

    assert entries(installation, "inquiry.closed") > 1


def test_of_several_who_hand_it_out_the_last_one_holds_and_each_saw_the_one_before(installation, tmp_path):
    told = raced(installation, tmp_path, "assign", each=5)

    assert told == {"assigned": PROCESSES * 5}
    assert installation.rows("SELECT count(*) FROM inquiries_assignee WHERE inquiry_id = 1") == [(1,)]
    assert len(unbroken(installation)) == PROCESSES * 5


@ALONE
def test_without_the_lock_two_saw_the_same_one_before(installation, tmp_path):
    """The control: the test above would notice a missing lock."""
    told = raced(installation, tmp_path, "assign", how="unlocked")

    assert told["broken"] or len(unbroken(installation)) < PROCESSES


def unbroken(installation):
    """Which team each handing out took it from: every one once, when they follow each other."""
    rows = installation.rows("SELECT details FROM activity_entry WHERE kind = 'inquiry.assigned'")
    return {str(details).split("team")[1].split(",")[0] for (details,) in rows}


def test_numbers_follow_each_other_without_gap_or_double_whoever_is_refused(installation, tmp_path):
    told = raced(installation, tmp_path, "open", each=9)

    numbers = sorted(int(one) for one in told if one.isdecimal())
    assert told.pop("details-missing") == PROCESSES * 3
    assert set(told.values()) == {1}
    assert numbers == list(range(2, 2 + PROCESSES * 6))
