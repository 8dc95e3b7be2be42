import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.entitlements import writing
from kesher.entitlements.models import EntryKind
from tests import make


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def write(lot, kind, key, **given):
    return writing.write(lot, kind, key=key, by=None, now=timezone.now(), **given)


def test_an_entry_and_the_balance_of_its_lot_change_together(world):
    lot = make.lot(world.customer, quantity=60)

    write(lot, EntryKind.CONSUME, "one", quantity=-20)
    write(lot, EntryKind.RESERVE, "two", reserved=15)

    for one in (lot, lot.fresh()):
        assert (one.balance, one.reserved) == (40, 15)


@pytest.mark.parametrize("given", [{"quantity": -61}, {"reserved": 61}])
def test_below_the_floor_neither_the_entry_nor_the_balance_is_written(world, given):
    lot = make.lot(world.customer, quantity=60)

    with pytest.raises(DatabaseError), transaction.atomic():
        write(lot, EntryKind.CONSUME, "one", **given)

    assert (lot.fresh().balance, lot.entries.count()) == (60, 1)


def test_a_key_is_written_once(world):
    lot = make.lot(world.customer, quantity=60)
    write(lot, EntryKind.CONSUME, "one", quantity=-20)

    with pytest.raises(DatabaseError), transaction.atomic():
        write(lot, EntryKind.CONSUME, "one", quantity=-20)

    assert lot.fresh().balance == 40


def test_an_entry_keeps_how_its_subject_is_called(world):
    lot = make.lot(world.customer, quantity=60)
    call = make.inquiry(world.ours, kind="service-call", customer=world.customer, title="No water")
    line = world.ours.treatments.model(type=world.ours.treatment_types.first(), inquiry=call, pk=1)

    plain = write(lot, EntryKind.CONSUME, "one", quantity=-1, subject=world.customer)
    told = write(lot, EntryKind.CONSUME, "two", quantity=-1, subject=line)
    against = write(lot, EntryKind.REVERSE, "three", quantity=1, subject=told)

    assert plain.subject_label == str(world.customer)
    assert "No water" in told.subject_label
    assert writing.about(told) == writing.about(against)
    assert writing.about(None) == {}
