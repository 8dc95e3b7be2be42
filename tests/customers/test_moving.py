from datetime import date

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import moving
from kesher.customers.models import ContactNumber
from kesher.customers.moving import Package
from tests import make

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def other(world):
    return make.customer(world.ours)


def note(world, person, text="x"):
    return world.ours.customer_notes.create(customer=person, text=text, created_at=timezone.now())


def move(merged, survivor):
    package = Package()
    moving.move(merged, survivor, package, today=TODAY)
    return package


def test_rows_keep_their_key(world, other):
    kept = note(world, other)
    move(other, world.customer)

    assert world.customer.notes.get() == kept


def test_the_package_goes_through_json_and_back(world, other):
    note(world, other)
    package = move(other, world.customer)

    assert moving.move_back(other, world.customer, Package(**package.as_json())) == 0
    assert other.notes.count() == 1


def test_a_row_that_was_deleted_since_is_counted(world, other):
    kept = note(world, other)
    package = move(other, world.customer)
    kept.delete()

    assert moving.move_back(other, world.customer, package) == 1


def test_a_value_that_was_changed_since_stays_and_is_counted(world, other):
    package = Package()
    kept = note(world, other)
    moving.alter(kept, {"text": "new", "is_pinned": True}, package)
    kept.text = "newer"
    kept.save()

    assert moving.move_back(other, world.customer, package) == 1
    assert (kept.fresh().text, kept.fresh().is_pinned) == ("newer", False)


def test_what_was_added_is_taken_away_and_what_was_removed_returns(world, other):
    package, kept = Package(), note(world, other)
    moving.add(ContactNumber(business=world.ours, customer=other, phone="+972501111111"), package)
    moving.remove(kept, package)

    assert moving.move_back(other, world.customer, package) == 0
    assert (other.numbers.count(), other.notes.get().text) == (0, "x")


def test_a_row_that_is_gone_cannot_be_changed_back(world, other):
    package, kept = Package(), note(world, other)
    moving.alter(kept, {"text": "new"}, package)
    kept.delete()

    assert moving.move_back(other, world.customer, package) == 1


def test_a_removed_row_that_somehow_exists_is_left_alone(world, other):
    package, kept = Package(), note(world, other)
    moving.remove(kept, package)
    moving.bring_back(*package.removed[0])

    assert moving.move_back(other, world.customer, package) == 1


def test_counts_tell_what_would_move(world, other):
    note(world, other)

    assert ("customers.note.customer" in dict.fromkeys(label for label, _r, _p in moving.relations())) is True
    assert 1 in [count for _label, count in moving.counts(other)]
