"""A hundred uses of the last hour, by real processes: one gets it."""

import time
from collections import Counter

import pytest
from django.db import connection

PROCESSES, EACH = 5, 20
LAST_HOUR = """
from django.utils import timezone
from tests import make
business = make.business(slug="race")
make.lot(make.customer(business), quantity=60)
"""
RACE = """
import pathlib, sys, time
from django.db import DatabaseError
from django.db.models.query import QuerySet
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.entitlements import choosing, spending

name, how, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
if how == "unlocked":
    QuerySet.select_for_update = lambda self, **options: self
    choose = choosing.choose
    def slowly(*args, **options):
        chosen = choose(*args, **options)
        time.sleep(0.5)
        return chosen
    choosing.choose = slowly
business = Business.objects.get(slug="race")
told = []
with acting_for(business):
    customer = business.customers.get()
    (folder / f"ready{name}").touch()
    while not (folder / "go").exists():
        time.sleep(0.002)
    for number in range(int(sys.argv[4])):
        try:
            spending.consume(
                customer, unit="minutes", quantity=60, subject=customer, facts={}, day=timezone.localdate(), by=None,
                now=timezone.now(), key=f"{name}-{number}", may_exceed=False,
            )
            told.append("taken")
        except Refused as refused:
            told.append(refused.problems[0].code)
        except DatabaseError:
            told.append("broken")
(folder / f"told{name}").write_text(" ".join(told))
"""


def raced(installation, tmp_path, how, each):
    assert installation.python(LAST_HOUR).wait(60) == 0
    names = [str(number) for number in range(PROCESSES)]
    racers = [installation.python(RACE, name, how, str(tmp_path), str(each)) for name in names]
    for _look in range(900):
        if all((tmp_path / f"ready{name}").exists() for name in names):
            break
        time.sleep(0.1)
    (tmp_path / "go").touch()
    assert [racer.wait(120) for racer in racers] == [0] * PROCESSES
    return Counter(" ".join((tmp_path / f"told{name}").read_text() for name in names).split())


def test_of_a_hundred_uses_of_the_last_hour_one_gets_it(installation, tmp_path):
    told = raced(installation, tmp_path, "locked", EACH)

    assert told == {"taken": 1, "used-up": PROCESSES * EACH - 1}
    assert installation.rows("SELECT balance FROM entitlements_lot") == [(0,)]
    assert installation.rows("SELECT sum(quantity) FROM entitlements_ledgerentry") == [(0,)]


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite a writing transaction is alone by itself"
)
def test_without_the_lock_only_the_constraint_stops_the_others(installation, tmp_path):
    """The control: the test above would notice a missing lock; and the database never stores a balance below the floor."""
    told = raced(installation, tmp_path, "unlocked", 1)

    assert told["broken"] > 0
    assert installation.rows("SELECT balance FROM entitlements_lot") == [(0,)]
