from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import merging
from kesher.entitlements import expiring, granting, spending, writing
from kesher.entitlements.models import EntryKind, LedgerEntry, Lot
from tests import make


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def day():
    return timezone.localdate()


def use(customer, quantity, key="use", *, subject=None, facts=None, on=None, **given):
    return spending.consume(
        customer, unit="minutes", quantity=quantity, subject=subject or customer, facts=facts or {},
        day=on or day(), by=None, now=timezone.now(), key=key, **given,
    )  # fmt: skip


def summed(lot):
    entries = list(lot.entries.all())
    return sum(one.quantity for one in entries), sum(one.reserved for one in entries)


def test_a_use_takes_from_the_lot_and_says_why(world):
    lot = make.lot(world.customer, quantity=120)

    spent = use(world.customer, 45)

    assert (spent.covered, spent.overage) == (45, 0)
    assert lot.fresh().balance == 75
    assert spent.entries[0].choice == {"why": "only", "after": [], "overage": 0}
    assert (
        Entry.objects.of(world.ours).filter(kind="lot.consumed", customer_id=world.customer.pk).count() == 1
    )


def test_a_use_is_split_over_lots_and_ends_as_overage(world):
    first = make.lot(world.customer, quantity=30, valid_until=day())
    second = make.lot(world.customer, quantity=20, floor=-10)

    spent = use(world.customer, 75)

    assert [(one.lot_id, one.quantity) for one in spent.entries] == [(first.pk, -30), (second.pk, -30)]
    assert (spent.covered, spent.overage) == (60, 15)
    assert (first.fresh().balance, second.fresh().balance) == (0, -10)


def test_a_use_happens_once_for_its_key_and_answers_the_same(world):
    lot = make.lot(world.customer, quantity=30)

    first, again = use(world.customer, 50), use(world.customer, 50)

    assert (first.covered, first.overage) == (again.covered, again.overage) == (30, 20)
    assert lot.fresh().balance == 0


def test_a_use_beyond_what_is_left_is_refused_as_a_whole_where_overage_is_not_permitted(world):
    lot = make.lot(world.customer, quantity=30)

    with pytest.raises(Refused, match="used-up"):
        use(world.customer, 31, may_exceed=False)

    assert lot.fresh().balance == 30


def test_a_lot_named_by_hand_comes_first_and_must_fit(world):
    make.lot(world.customer, quantity=100, valid_until=day())
    named, elsewhere = make.lot(world.customer), make.lot(world.customer, scope={"site": [1]})

    assert use(world.customer, 10, lot=named).entries[0].choice["why"] == "by-hand"
    with pytest.raises(Refused, match="lot-does-not-fit"):
        use(world.customer, 10, "other", lot=elsewhere)


def test_foreseeing_takes_nothing(world):
    lot = make.lot(world.customer, quantity=30)

    ahead = spending.foresee(world.customer, unit="minutes", quantity=40, facts={}, day=day())

    assert (ahead.covered, ahead.overage, ahead.parts[0].lot_id) == (30, 10, lot.pk)
    assert lot.fresh().balance == 30


def test_what_is_reserved_cannot_be_used_for_something_else(world):
    lot = make.lot(world.customer, quantity=60)
    other = make.customer(world.ours)
    spending.reserve(
        world.customer, unit="minutes", quantity=40, subject=other, facts={}, day=day(), by=None,
        now=timezone.now(), key="reserve",
    )  # fmt: skip

    assert use(world.customer, 60).overage == 40
    assert (lot.fresh().balance, lot.fresh().reserved) == (40, 40)


def test_a_use_releases_what_was_reserved_for_the_same_subject(world):
    lot = make.lot(world.customer, quantity=60)
    spending.reserve(
        world.customer, unit="minutes", quantity=40, subject=world.customer, facts={}, day=day(), by=None,
        now=timezone.now(), key="reserve",
    )  # fmt: skip

    assert use(world.customer, 60).overage == 0
    assert (lot.fresh().balance, lot.fresh().reserved) == (0, 0)


def test_releasing_gives_the_reserved_part_back_once(world):
    lot = make.lot(world.customer, quantity=60)
    spending.reserve(
        world.customer, unit="minutes", quantity=40, subject=world.customer, facts={}, day=day(), by=None,
        now=timezone.now(), key="reserve",
    )  # fmt: skip

    freed = [
        spending.release(world.customer, subject=world.customer, by=None, now=timezone.now())
        for _ in range(2)
    ]

    assert freed == [40, 0]
    assert lot.fresh().free == 60


def test_reversing_takes_every_entry_back_once(world):
    lot = make.lot(world.customer, quantity=60)
    use(world.customer, 25)

    for _ in range(2):
        spending.reverse(world.customer, by=world.staff, now=timezone.now(), reason="Entered twice")

    assert lot.fresh().balance == 60
    back = lot.entries.get(kind=EntryKind.REVERSE)
    assert (back.quantity, back.reason, back.reverses.kind) == (25, "Entered twice", "consume")


def test_what_is_given_back_to_a_lot_that_is_over_expires_again(world):
    lot = make.lot(world.customer, quantity=60, valid_until=day())
    use(world.customer, 25)
    expiring.expire(world.ours, day=day() + timedelta(days=1), now=timezone.now())

    spending.reverse(world.customer, by=None, now=timezone.now(), reason="Wrong call")

    assert lot.fresh().balance == 0
    assert [one.quantity for one in lot.entries.filter(kind=EntryKind.EXPIRE)] == [-35, -25]


def test_work_done_in_time_counts_although_it_is_written_down_later(world):
    lot = make.lot(world.customer, quantity=60, valid_until=day())
    expiring.expire(world.ours, day=day() + timedelta(days=1), now=timezone.now())

    assert use(world.customer, 25).overage == 0

    assert lot.fresh().balance == 0
    assert [one.quantity for one in lot.entries.filter(kind=EntryKind.EXPIRE)] == [-60, -35]


def test_uses_of_somebody_in_the_archive_are_refused(world):
    world.ours.customers.filter(pk=world.customer.pk).update(archived_at=timezone.now())

    with pytest.raises(Refused, match="person-archived"):
        use(world.customer, 10)


def test_the_database_itself_refuses_a_balance_below_the_floor(world):
    lot = make.lot(world.customer, quantity=60)

    with pytest.raises(DatabaseError), transaction.atomic():
        world.ours.lots.filter(pk=lot.pk).update(balance=-1)


@pytest.mark.parametrize("changed", [{"quantity": 1}, {"reason": "other"}, {"subject_label": "x"}, None])
def test_entries_are_never_changed_or_removed(world, changed):
    make.lot(world.customer)
    entries = LedgerEntry.objects.across_businesses()

    with pytest.raises(DatabaseError), transaction.atomic():
        entries._raw_delete(entries.db) if changed is None else entries.update(**changed)


def test_a_merge_moves_lots_and_their_entries(world):
    lot = make.lot(world.customer, quantity=60)
    use(world.customer, 25)
    survivor = make.customer(world.ours)

    merging.merge(survivor, world.customer, choices={}, by=world.staff, now=timezone.now())

    assert use(survivor, 40, "more").overage == 5
    assert summed(lot.fresh()) == (0, 0)


def bare_lot(world, *, quantity, **fields):
    """With its grant, and nothing recorded: a row that costs little."""
    now = timezone.now()
    made = world.ours.lots.create(
        customer=world.customer, unit="minutes", label="Hour bank", bought_at=now, source_kind="test", source_id=1, **fields
    )  # fmt: skip
    writing.write(made, EntryKind.GRANT, key=f"bare-{made.pk}", by=None, now=now, quantity=quantity)
    return made


def totalled():
    sums = {"total": Sum("entries__quantity"), "held": Sum("entries__reserved")}
    return Lot.objects.across_businesses().annotate(**sums)


STEP = some.one_of(
    some.tuples(some.just("use"), some.integers(0, 200)),
    some.tuples(some.just("reserve"), some.integers(0, 100)),
    some.tuples(some.just("reverse"), some.just(0)),
    some.tuples(some.just("expire"), some.integers(0, 3)),
    some.tuples(some.just("adjust"), some.integers(-80, 80)),
)


def step(world, lots, number, what, amount):
    now, key = timezone.now(), f"step-{number}-{timezone.now().timestamp()}"
    given = {"by": None, "now": now, "key": key}
    use_of = {"unit": "minutes", "quantity": amount, "subject": world.customer, "facts": {}, "day": day()}
    match what:
        case "use":
            spending.consume(world.customer, **use_of, **given)
        case "reserve":
            spending.reserve(world.customer, **use_of, **given)
        case "reverse":
            spending.reverse(world.customer, by=None, now=now, reason="x")
        case "expire":
            expiring.expire(world.ours, day=day() + timedelta(days=amount), now=now)
        case "adjust":
            granting.adjust(lots[0], quantity=amount, reason="counted", **given)


@pytest.fixture
def unrecorded(monkeypatch):
    """The log is written by others' rules: without it a step costs half."""
    for module in (spending, granting, expiring):
        monkeypatch.setattr(module, "record", lambda *_args, **_details: None)


def test_whatever_happens_the_balance_is_the_sum_of_the_entries(world, unrecorded):
    """A history that broke it anywhere is broken at its end: entries are never changed."""
    lots = [bare_lot(world, quantity=100, valid_until=day()), bare_lot(world, quantity=50, floor=-30)]

    @settings(max_examples=1000, deadline=None)
    @given(some.lists(STEP, max_size=6))
    def holds(steps):
        with transaction.atomic():
            for number, (what, amount) in enumerate(steps):
                with suppress(Refused), transaction.atomic():
                    step(world, lots, number, what, amount)
            for lot in totalled():
                assert (lot.balance, lot.reserved) == (lot.total, lot.held)
                assert lot.free >= lot.floor
            transaction.set_rollback(True)

    holds()
