"""What treatment lines take from the bank, and what they cost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from kesher.contracts import changing
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.entitlements import statements
from kesher.inquiries import banking, treating
from tests import make
from tests.inquiries.test_treating import add, fresh, kind_of

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def covered(world):
    """A call under a contract with one hour."""
    with acting_for(world.ours):
        clause = make.bank(hours=1, overage_rate=30000)
        contract = make.contract(world.customer, clauses=[clause])
        call = make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW)
        assert call.contract == contract
        yield call


def balance(call):
    return call.customer.lots.get().balance


def test_work_takes_its_charged_minutes_from_the_bank(world, covered):
    line = add(covered, world, minutes=20)

    assert (line.charged_minutes, line.covered_minutes, balance(covered)) == (30, 30, 30)


def test_what_the_bank_does_not_cover_is_overage_at_the_contracts_rate(world, covered):
    line = add(covered, world, minutes=90)

    assert (line.charged_minutes, line.covered_minutes, line.charge) == (90, 60, 15000)
    assert fresh(covered).billing_status == "unbilled"


def test_the_hours_of_the_contract_of_the_call_go_first(world, covered):
    sooner, other = (
        covered.contract,
        make.contract(world.customer, name="Other", clauses=[make.bank(hours=1)]),
    )
    with acting_for(world.ours):
        changing.change(sooner, by=None, now=NOW, ends_on=timezone.localdate(NOW))
        call = make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW, contract=other)
        split = banking.foresee(call, type=kind_of(call, "work"), day=timezone.localdate(NOW), minutes=90)
        add(call, world, minutes=90)

    assert [lot.balance for lot in call.customer.lots.order_by("pk")] == [30, 0]
    assert split.covered == 90
    first = call.business.ledger_entries.filter(kind="consume").first()
    with translation.override("en"):
        assert statements.why(first) == "the one of the contract of this call"


def test_parts_take_nothing_from_the_bank(world, covered):
    add(covered, world, "parts")

    assert balance(covered) == 60


@pytest.fixture
def reduced(world):
    """A call under a contract with a discount."""
    with acting_for(world.ours):
        make.contract(world.customer, clauses=[make.discount(parts=15, work=5)])
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW)


def test_the_contracts_discount_is_taken_off_parts_and_work_and_not_off_outside_work(world, reduced):
    lines = [
        add(reduced, world, "parts", price=3333, quantity=3),
        add(reduced, world, minutes=60, rate=20010),
        add(reduced, world, "external", supplier="Crane", price=50000),
    ]

    assert [line.charge for line in lines] == [8499, 19010, 50000]


def test_a_later_version_of_the_contract_leaves_the_discount_of_what_was_done(world, reduced):
    line = add(reduced, world, "parts", price=1000)
    clauses = [make.discount(parts=50)]

    today = timezone.localdate(NOW)
    changing.change(reduced.contract, by=None, now=NOW, clauses=clauses, version_on=today, reason="More")

    assert line.fresh().charge == 850
    assert add(reduced.fresh(), world, "parts", price=1000).charge == 500


def test_the_discount_is_foreseen_where_something_is_billed(world, reduced):
    day = timezone.localdate(NOW)

    split = banking.foresee(reduced, type=kind_of(reduced, "work"), day=day, minutes=60, rate=20000)

    with translation.override("en"):
        assert split.sentence() == "60 minutes will be billed at ₪200.00 an hour. The contract takes 5% off."


def test_outside_work_takes_travel_only_where_the_clause_says_so(world, covered):
    add(covered, world, "external", supplier="Crane", travel_minutes=30)
    assert balance(covered) == 60

    other = make.customer(world.ours)
    make.contract(other, clauses=[make.bank(hours=1, counts_travel=True)])
    call = make.inquiry(world.ours, kind="service-call", customer=other, now=NOW)
    add(call, world, "external", supplier="Crane", travel_minutes=30)
    assert balance(call) == 30


@pytest.fixture
def travelled(world):
    """A call under a contract with one hour that counts travel."""
    with acting_for(world.ours):
        make.contract(world.customer, clauses=[make.bank(hours=1, overage_rate=10001, counts_travel=True)])
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW)


def test_outside_work_costs_its_price_and_its_travel_beyond_the_bank(world, travelled):
    asked = {"supplier": "Crane", "price": 101, "quantity": Decimal("0.25"), "travel_minutes": 75}
    day = timezone.localdate(NOW)
    split = banking.foresee(travelled, type=kind_of(travelled, "external"), day=day, travel_minutes=75)

    line = add(travelled, world, "external", **asked)

    assert (line.covered_minutes, line.fresh().charge) == (60, 2526)
    assert (split.overage, split.rate) == (15, line.overage_rate) == (15, 10001)
    assert fresh(travelled).billing_status == "unbilled"


def test_outside_work_within_the_bank_costs_its_price_alone(world, travelled):
    line = add(travelled, world, "external", supplier="Crane", price=101, quantity=3, travel_minutes=60)

    assert line.charge == 303


@pytest.fixture
def two_banks(world):
    """A call under the contract that ends first; another contract of the same customer has hours too."""
    today = timezone.localdate(NOW)
    with acting_for(world.ours):
        make.contract(world.customer, clauses=[make.bank(hours=1)], ends_on=today + timedelta(days=5))
        make.contract(world.customer, name="Other", clauses=[make.bank(hours=2)])
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW)


def lots(call):
    return list(call.customer.lots.order_by("pk"))


def test_hours_chosen_by_hand_go_first_and_the_ledger_says_who_chose(world, two_banks):
    chosen = lots(two_banks)[1]

    line = add(two_banks, world, minutes=30, lot=chosen)

    assert [lot.balance for lot in lots(two_banks)] == [60, 90]
    entry = chosen.entries.get(kind="consume")
    assert (entry.choice["why"], entry.staff, line.fresh().lot) == ("by-hand", world.staff, chosen)


def test_what_was_chosen_by_hand_stays_when_the_line_changes_and_may_be_left_to_the_order_again(
    world, two_banks
):
    line = add(two_banks, world, minutes=30, lot=lots(two_banks)[1])

    line = treating.change(line, minutes=60, by=world.staff, now=NOW)
    assert [lot.balance for lot in lots(two_banks)] == [60, 60]
    treating.change(line, lot=None, by=world.staff, now=NOW)
    assert [lot.balance for lot in lots(two_banks)] == [0, 120]


def test_hours_that_do_not_fit_cannot_be_chosen(world, two_banks):
    other = make.lot(world.customer, scope={"site": [1]})

    with pytest.raises(Refused, match="lot-does-not-fit"):
        add(two_banks, world, minutes=30, lot=other)


def test_chosen_hours_that_fit_no_more_are_let_go_when_the_line_is_booked_anew(world, two_banks):
    first, chosen = lots(two_banks)
    line = add(two_banks, world, minutes=30, lot=chosen)
    treating.remove(line, by=world.staff, now=NOW)
    world.ours.lots.filter(pk=chosen.pk).update(scope={"site": [1]})

    line = treating.restore(line, by=world.staff, now=NOW)

    assert (line.fresh().lot, first.fresh().balance) == (None, 30)


def test_changing_a_line_takes_its_entries_back_and_books_anew(world, covered):
    line = add(covered, world, minutes=45)

    line = treating.change(line, minutes=15, by=world.staff, now=NOW)

    assert (line.covered_minutes, balance(covered)) == (15, 45)
    kinds = list(covered.customer.lots.get().entries.order_by("id").values_list("kind", flat=True))
    assert kinds == ["grant", "consume", "reverse", "consume"]


def test_removing_a_line_gives_its_minutes_back_and_restoring_takes_them_again(world, covered):
    line = add(covered, world, minutes=45)

    treating.remove(line, by=world.staff, now=NOW)
    assert balance(covered) == 60
    treating.restore(line, by=world.staff, now=NOW)
    assert balance(covered) == 15


def test_what_a_line_would_take_is_foreseen(world, covered):
    add(covered, world, minutes=45)

    split = banking.foresee(covered, type=kind_of(covered, "work"), day=timezone.localdate(NOW), minutes=60)

    assert (split.charged, split.covered, split.overage, split.rate) == (60, 15, 45, 30000)
    assert "15" in split.sentence()
    assert "45" in split.sentence()
