from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.entitlements import expiring, forgetting, tasks
from kesher.entitlements.models import EntryKind
from tests import make


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def day():
    return timezone.localdate()


def test_the_last_day_is_still_a_day_of_the_lot(world):
    lot = make.lot(world.customer, valid_until=day())

    assert expiring.expire(world.ours, day=day(), now=timezone.now()) == 0
    assert expiring.expire(world.ours, day=day() + timedelta(days=1), now=timezone.now()) == 1

    assert lot.fresh().balance == 0


def test_a_lot_expires_once(world):
    lot = make.lot(world.customer, valid_until=day() - timedelta(days=1))

    counts = [expiring.expire(world.ours, day=day(), now=timezone.now()) for _ in range(2)]

    assert counts == [1, 0]
    assert lot.entries.filter(kind=EntryKind.EXPIRE).count() == 1


def test_a_lot_below_zero_stays_as_it_is(world):
    lot = make.lot(world.customer, quantity=10, floor=-50, valid_until=day() - timedelta(days=1))
    world.ours.lots.filter(pk=lot.pk).update(balance=-20)

    expiring.expire(world.ours, day=day(), now=timezone.now())

    assert lot.fresh().balance == -20


def test_the_job_expires_the_lots_of_every_business(world):
    theirs = make.lot(world.foreign_customer, valid_until=day() - timedelta(days=1))

    tasks.expire_lots.call()

    with acting_for(world.theirs):
        assert theirs.fresh().closed_at


def test_erasing_a_person_forgets_what_entries_were_called(world):
    lot = make.lot(world.customer, quantity=10)

    with acting_for(world.ours):
        forgetting.forget(world.customer)

    assert list(lot.entries.values_list("subject_label", "reason", "quantity")) == [("", "", 10)]
