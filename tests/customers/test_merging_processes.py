"""Two opposite merges of the same pair, and a conversion between them, as real processes."""

import time
from collections.abc import Callable

import pytest

RACE = """
import pathlib, sys, time
from django.utils import timezone
from kesher.businesses.models import Business
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import merging
one, other, ready, go = int(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
business = Business.objects.get(slug="race")
with acting_for(business):
    staff = business.staff.with_rights().get()
    survivor, merged = business.customers.get(pk=one), business.customers.get(pk=other)
    ready.touch()
    while not go.exists():
        time.sleep(0.005)
    try:
        merging.merge(survivor, merged, choices={}, by=staff, now=timezone.now())
    except Refused as refused:
        sys.exit(7 if refused.problems[0].code == "person-merged" else 8)
"""
PEOPLE = """
import sys
from django.utils import timezone
from kesher.core.owning import acting_for
from tests import make
business = make.business(slug="race")
with acting_for(business):
    for number in range(2):
        person = make.customer(business, first_name="Dana", phone=f"050234567{number}")
        for note in range(20):
            business.customer_notes.create(customer=person, text="x", created_at=timezone.now())
"""


def wait_for(condition: Callable[[], bool]) -> None:
    for _look in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("It did not happen within a minute")


@pytest.mark.parametrize("count", [2, 4])
def test_of_opposite_merges_of_a_pair_exactly_one_wins(installation, count):
    assert installation.python(PEOPLE).wait(60) == 0
    ids = [row[0] for row in installation.rows("SELECT id FROM customers_customer ORDER BY id")]
    go, ready = (
        installation.folder / "go",
        [installation.folder / f"ready{number}" for number in range(count)],
    )
    racers = [
        installation.python(RACE, *map(str, ids if number % 2 else reversed(ids)), str(path), str(go))
        for number, path in enumerate(ready)
    ]
    wait_for(lambda: all(path.exists() for path in ready))

    go.touch()

    assert sorted(racer.wait(60) for racer in racers) == [0, *[7] * (count - 1)]
    assert installation.rows("SELECT count(*) FROM customers_merge") == [(1,)]
    assert installation.rows("SELECT count(*) FROM customers_customer WHERE merged_into_id IS NOT NULL") == [
        (1,)
    ]
    owners = installation.rows("SELECT DISTINCT customer_id FROM customers_note")
    assert owners == installation.rows("SELECT id FROM customers_customer WHERE merged_into_id IS NULL")
