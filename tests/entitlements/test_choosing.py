"""The order of the lots, and what holds for every use whatever the lots look like."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from kesher.entitlements import choosing
from kesher.entitlements.choosing import Offer

DAY = date(2026, 3, 1)
PLACE = {"site": 3, "equipment": 5, "inquiry_type": 7}
MANY = settings(max_examples=1000, deadline=None)


def bought(days):
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)


def chosen(*offers, quantity=60, facts=PLACE, by_hand=None, preferred=()):
    return choosing.choose(
        offers, quantity=quantity, facts=facts, day=DAY, by_hand=by_hand, preferred=preferred
    )


def taken(*offers, **given):
    return [(part.lot_id, part.quantity, part.why) for part in chosen(*offers, **given).parts]


def test_the_most_restrictive_scope_comes_first():
    whole, site = Offer(1, 100), Offer(2, 100, scope={"site": [3]})
    device, kind = Offer(3, 100, scope={"equipment": [5]}), Offer(4, 100, scope={"inquiry_type": [7]})

    line = choosing.ordered([whole, kind, site, device], facts=PLACE, day=DAY)

    assert [offer.id for offer in line] == [3, 2, 4, 1]


def test_a_lot_of_fewer_places_is_the_more_restrictive_one():
    wide, narrow = Offer(1, 100, scope={"site": [3, 4]}), Offer(2, 100, scope={"site": [3]})

    assert taken(wide, narrow) == [(2, 60, "scope")]


def test_then_the_earliest_expiry_then_the_oldest_purchase():
    late = Offer(1, 100, valid_until=date(2026, 12, 31), bought_at=bought(0))
    old = Offer(2, 100, valid_until=date(2026, 6, 30), bought_at=bought(1))
    new = Offer(3, 100, valid_until=date(2026, 6, 30), bought_at=bought(2))

    assert taken(late, new, old) == [(2, 60, "purchase")]
    assert taken(late, new) == [(3, 60, "expiry")]
    assert taken(Offer(4, 100), late) == [(1, 60, "expiry")]


def test_lots_of_the_contract_of_the_work_come_before_others_and_after_one_chosen_by_hand():
    others = Offer(1, 10, scope={"equipment": [5]}), Offer(2, 100)
    ours = Offer(3, 10, valid_until=date(2026, 12, 31)), Offer(4, 10, bought_at=bought(3))

    assert taken(*others, *ours, preferred={3, 4}) == [
        (3, 10, "expiry"), (4, 10, "contract"), (1, 10, "scope"), (2, 30, "only"),
    ]  # fmt: skip
    assert taken(*others, *ours, preferred={3, 4}, by_hand=2) == [(2, 60, "by-hand")]


def test_a_lot_chosen_by_hand_comes_first():
    assert taken(Offer(1, 100, bought_at=bought(0)), Offer(2, 30, bought_at=bought(1)), by_hand=2) == [
        (2, 30, "by-hand"),
        (1, 30, "only"),
    ]


def test_another_place_another_kind_and_another_day_do_not_fit():
    offers = (
        Offer(1, 100, scope={"site": [9]}),
        Offer(2, 100, scope={"inquiry_type": [9]}),
        Offer(3, 100, valid_until=DAY - timedelta(days=1)),
        Offer(4, 100, valid_from=DAY + timedelta(days=1)),
    )

    assert chosen(*offers) == choosing.Chosen([], 60)


def test_of_several_places_one_is_enough():
    assert taken(Offer(1, 100, scope={"site": [9], "equipment": [5]})) == [(1, 60, "only")]


def test_the_last_day_counts():
    assert taken(Offer(1, 100, valid_from=DAY, valid_until=DAY)) == [(1, 60, "only")]


def test_what_is_left_goes_before_any_lot_goes_below_zero():
    first, second = Offer(1, 20, floor=-30, bought_at=bought(0)), Offer(2, 10, floor=0, bought_at=bought(1))

    result = chosen(first, second, quantity=70)

    assert [(part.lot_id, part.quantity) for part in result.parts] == [(1, 50), (2, 10)]
    assert result.overage == 10


lots = some.builds(
    Offer,
    id=some.integers(1, 10**6),
    free=some.integers(-50, 600),
    floor=some.integers(-120, 0),
    scope=some.fixed_dictionaries(
        {},
        optional={
            "site": some.lists(some.integers(1, 4), min_size=1, max_size=3, unique=True),
            "equipment": some.lists(some.integers(1, 6), min_size=1, max_size=2, unique=True),
            "inquiry_type": some.lists(some.integers(6, 8), min_size=1, max_size=2, unique=True),
        },
    ),
    valid_from=some.none() | some.dates(DAY - timedelta(days=9), DAY + timedelta(days=3)),
    valid_until=some.none() | some.dates(DAY - timedelta(days=3), DAY + timedelta(days=99)),
    bought_at=some.integers(0, 60).map(bought),
)
crowds = some.lists(lots, max_size=7, unique_by=lambda one: one.id)
uses = some.lists(some.integers(0, 400), max_size=6)


def after(offers, result):
    used = {part.lot_id: part.quantity for part in result.parts}
    return [replace(one, free=one.free - used.get(one.id, 0)) for one in offers]


@MANY
@given(crowds, uses)
def test_every_minute_is_counted_once_and_no_lot_falls_below_its_floor(offers, quantities):
    covered = dict.fromkeys((one.id for one in offers), 0)
    now = offers
    for quantity in quantities:
        result = chosen(*now, quantity=quantity)
        assert result.covered + result.overage == quantity
        assert len({part.lot_id for part in result.parts}) == len(result.parts)
        for part in result.parts:
            assert part.quantity > 0
            covered[part.lot_id] += part.quantity
        now = after(now, result)

    for before, later in zip(offers, now, strict=True):
        assert before.free - covered[before.id] == later.free
        assert later.free >= min(before.free, before.floor)
        if covered[before.id]:
            assert choosing.fits(before, PLACE, DAY)


@MANY
@given(crowds, some.integers(0, 900))
def test_nothing_is_overage_while_a_lot_that_fits_has_something_left(offers, quantity):
    result = chosen(*offers, quantity=quantity)

    left = [one for one in after(offers, result) if choosing.fits(one, PLACE, DAY) and one.free > one.floor]
    assert not (result.overage and left)


@MANY
@given(crowds, some.sets(some.integers(0, 6)), some.integers(0, 900))
def test_others_are_touched_only_when_the_preferred_lots_have_nothing_left(offers, places, quantity):
    preferred = {one.id for place, one in enumerate(offers) if place in places}
    result = chosen(*offers, quantity=quantity, preferred=preferred)

    plain = chosen(*offers, quantity=quantity)
    assert (result.covered, result.overage) == (plain.covered, plain.overage)
    if {part.lot_id for part in result.parts} - preferred:
        fitting = [one for one in after(offers, result) if choosing.fits(one, PLACE, DAY)]
        assert all(one.free <= 0 for one in fitting if one.id in preferred)


@MANY
@given(crowds, some.integers(0, 900), some.randoms())
def test_the_order_in_which_lots_are_read_does_not_matter(offers, quantity, dice):
    shuffled = list(offers)
    dice.shuffle(shuffled)

    assert chosen(*offers, quantity=quantity) == chosen(*shuffled, quantity=quantity)


@MANY
@given(crowds, some.integers(0, 300), some.integers(0, 300))
def test_two_uses_of_the_same_place_take_together_what_one_use_of_both_takes(offers, first, second):
    """However they are ordered: what is left in each lot is the same."""
    one_way = after(
        after(offers, chosen(*offers, quantity=first)),
        chosen(*after(offers, chosen(*offers, quantity=first)), quantity=second),
    )
    other_way = after(
        after(offers, chosen(*offers, quantity=second)),
        chosen(*after(offers, chosen(*offers, quantity=second)), quantity=first),
    )

    assert one_way == other_way == after(offers, chosen(*offers, quantity=first + second))


@MANY
@given(crowds, uses, some.randoms())
def test_what_is_given_back_in_any_order_leaves_the_sum_of_what_is_still_used(offers, quantities, dice):
    entries, now = [], offers
    for quantity in quantities:
        result = chosen(*now, quantity=quantity)
        entries += [(part.lot_id, -part.quantity) for part in result.parts]
        now = after(now, result)
    dice.shuffle(entries)
    given_back = entries[: len(entries) // 2]

    balance = {one.id: one.free for one in now}
    for lot_id, quantity in given_back:
        balance[lot_id] -= quantity

    for one in offers:
        kept = [quantity for lot_id, quantity in entries[len(given_back) :] if lot_id == one.id]
        assert balance[one.id] == one.free + sum(kept)
        assert balance[one.id] >= min(one.free, one.floor)


here, there = (some.just({"site": [place]}) for place in (1, 2))
apart = some.lists(
    some.builds(
        Offer,
        id=some.integers(1, 10**6),
        free=some.integers(-50, 600),
        floor=some.integers(-120, 0),
        scope=here | there,
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
visits = some.lists(some.tuples(some.sampled_from([1, 2]), some.integers(0, 400)), max_size=6)


@MANY
@given(apart, visits)
def test_uses_that_share_no_lot_do_not_depend_on_their_order(offers, made):
    """The uses of one place among themselves keep theirs."""

    def left(order):
        now = offers
        for place, quantity in order:
            now = after(now, chosen(*now, quantity=quantity, facts={"site": place}))
        return now

    assert left(made) == left(sorted(made, key=lambda use: use[0]))
