"""A hundred uses of the last hour, by real processes that start each of theirs at one moment: one gets it."""

from collections import Counter

PROCESSES, EACH = 50, 2
LAST_HOUR = """
from django.utils import timezone
from tests import make
business = make.business(slug="race")
make.lot(make.customer(business), quantity=60)
"""
RACE = """
import multiprocessing, pathlib, sys, time
from django.db import DatabaseError, connection
from django.db.models.query import QuerySet
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.entitlements import choosing, spending

how, folder, processes, each = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
choose = choosing.choose

def slowly(*args, **options):
    chosen = choose(*args, **options)
    time.sleep(0.5)
    return chosen

def unlock():
    QuerySet.select_for_update = lambda self, **options: self
    choosing.choose = slowly
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"

def use(customer, key):
    try:
        spending.consume(
            customer, unit="minutes", quantity=60, subject=customer, facts={}, day=timezone.localdate(), by=None,
            now=timezone.now(), key=key, may_exceed=False,
        )
        return "taken"
    except Refused as refused:
        return refused.problems[0].code
    except DatabaseError:
        return "broken"

def race(name, start):
    told = []
    business = Business.objects.get(slug="race")
    with acting_for(business):
        customer = business.customers.get()
        for number in range(each):
            start.wait(60)
            told.append(use(customer, f"{name}-{number}"))
    (folder / f"told{name}").write_text(" ".join(told))

if how == "unlocked":
    unlock()
forked = multiprocessing.get_context("fork")
start = forked.Barrier(processes)
racers = [forked.Process(target=race, args=(name, start)) for name in range(processes)]
for racer in racers:
    racer.start()
for racer in racers:
    racer.join()
sys.exit(sum(racer.exitcode != 0 for racer in racers))
"""


def raced(installation, tmp_path, how, *, processes, each):
    assert installation.python(LAST_HOUR).wait(60) == 0
    started = installation.python(RACE, how, str(tmp_path), str(processes), str(each))
    assert started.wait(180) == 0
    return Counter(" ".join(one.read_text() for one in tmp_path.glob("told*")).split())


def test_of_a_hundred_uses_of_the_last_hour_one_gets_it(installation, tmp_path):
    told = raced(installation, tmp_path, "locked", processes=PROCESSES, each=EACH)

    assert told == {"taken": 1, "used-up": PROCESSES * EACH - 1}
    assert installation.rows("SELECT balance FROM entitlements_lot") == [(0,)]
    assert installation.rows("SELECT sum(quantity) FROM entitlements_ledgerentry") == [(0,)]


def test_without_the_lock_only_the_constraint_stops_the_others(installation, tmp_path):
    """The control: the test above would notice a missing lock (on SQLite a transaction that does not begin as a writing one);
    and the database never stores a balance below the floor."""
    told = raced(installation, tmp_path, "unlocked", processes=5, each=1)

    assert told["broken"] > 0
    assert told["taken"] + told["broken"] + told["used-up"] == sum(told.values()) == 5
    assert installation.rows("SELECT balance FROM entitlements_lot") == [(0,)]
