import pytest
from django.db import connection, transaction

from kesher.businesses import numbering
from kesher.core.owning import acting_for

COUNT, PROCESSES = 25, 4
OPENED = """
from tests import make
make.business(slug="race")
"""
RACE = """
import sys
from django.db import transaction
from django.db.models.query import QuerySet
from kesher.businesses import numbering
from kesher.businesses.models import Business
from kesher.core.owning import acting_for

if sys.argv[2] == "unlocked":
    QuerySet.select_for_update = lambda self, **options: self
business = Business.objects.get(slug="race")
with open(sys.argv[3], "w") as file:
    for _ in range(int(sys.argv[1])):
        with acting_for(business), transaction.atomic():
            print(numbering.next_number(business, "race"), file=file)
"""


def test_numbers_follow_each_other(world):
    with acting_for(world.ours), transaction.atomic():
        first = numbering.next_number(world.ours, "calls")
        more = numbering.reserve(world.ours, "calls", count=3)

    assert [first, *more] == [1, 2, 3, 4]


def test_each_series_and_each_business_counts_for_itself(world):
    with acting_for(world.ours), transaction.atomic():
        numbering.next_number(world.ours, "calls")
        assert numbering.next_number(world.ours, "documents") == 1
    with acting_for(world.theirs), transaction.atomic():
        assert numbering.next_number(world.theirs, "calls") == 1


def test_a_number_of_a_change_that_was_undone_is_given_again(world):
    with acting_for(world.ours):
        with transaction.atomic():
            numbering.next_number(world.ours, "calls")
            transaction.set_rollback(True)
        with transaction.atomic():
            assert numbering.next_number(world.ours, "calls") == 1


def raced(installation, tmp_path, how):
    """All numbers that racing processes were given."""
    assert installation.python(OPENED).wait(60) == 0
    files = [tmp_path / f"{how}-{number}" for number in range(PROCESSES)]
    racers = [installation.python(RACE, str(COUNT), how, str(file)) for file in files]
    assert [racer.wait(120) for racer in racers] == [0] * PROCESSES
    return sorted(int(line) for file in files for line in file.read_text().split())


def test_racing_processes_get_every_number_once(installation, tmp_path):
    assert raced(installation, tmp_path, "locked") == list(range(1, COUNT * PROCESSES + 1))


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="on SQLite a writing transaction is alone by itself"
)
def test_without_the_lock_the_race_is_lost(installation, tmp_path):
    """The control: the test above would notice a missing lock."""
    assert raced(installation, tmp_path, "unlocked") != list(range(1, COUNT * PROCESSES + 1))
