from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.contracts import changing
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.entitlements import statements
from kesher.inquiries import banking, closing, treating
from kesher.inquiries.kinds import Kind
from tests import make

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def call(world):
    with acting_for(world.ours):
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW - 5 * HOUR)


@pytest.fixture
def covered(world):
    """A call under a contract with one hour."""
    with acting_for(world.ours):
        clause = make.bank(hours=1, overage_rate=30000)
        contract = make.contract(world.customer, clauses=[clause])
        call = make.inquiry(world.ours, kind="service-call", customer=world.customer, now=NOW)
        assert call.contract == contract
        yield call


def kind_of(call, sub_type):
    return call.business.treatment_types.filter(sub_type=sub_type).first()


def add(call, world, sub_type="work", *, by=None, **details):
    asked = {
        "work": {"minutes": 20},
        "parts": {"item": "Switch", "price": 4000},
        "closing": {"resolution": "Fixed"},
    }
    details = {**asked.get(sub_type, {}), "type": kind_of(call, sub_type), "now": NOW, **details}
    return treating.add(call, by=by or world.staff, **details)


def balance(call):
    return call.customer.lots.get().balance


def fresh(call):
    return call.business.inquiries.select_related("status").get(pk=call.pk)


def test_a_line_gives_the_call_its_types_status(world, call):
    add(call, world)

    assert fresh(call).status.key == "in-treatment"


def test_the_latest_line_by_its_time_gives_the_status(world, call):
    waiting = call.business.treatment_types.get(status__key="waiting-parts")
    add(call, world, "parts", type=waiting, performed_at=NOW - HOUR)
    add(call, world, performed_at=NOW - 2 * HOUR)

    assert fresh(call).status.key == "waiting-parts"


def test_of_two_lines_at_one_time_the_one_entered_later_gives_the_status(world, call):
    waiting = call.business.treatment_types.get(status__key="waiting-parts")
    add(call, world, performed_at=NOW)
    add(call, world, "parts", type=waiting, performed_at=NOW)

    assert fresh(call).status.key == "waiting-parts"


def test_an_older_line_leaves_a_status_set_by_hand(world, call):
    first = add(call, world, performed_at=NOW - HOUR)
    call.business.inquiries.filter(pk=call.pk).update(
        status=call.business.statuses.get(key="waiting-customer")
    )

    treating.change(first, remarks="Loud fan", by=world.staff, now=NOW)
    add(call, world, performed_at=NOW - 2 * HOUR)

    assert fresh(call).status.key == "waiting-customer"


def test_a_closing_line_closes_and_gives_the_resolution(world, call):
    add(call, world, "closing", resolution="Cable replaced")

    closed = fresh(call)
    assert (closed.status.number, closed.resolution, closed.percent) == (0, "Cable replaced", 100)
    assert closed.is_closed


def test_a_closing_line_asks_for_its_resolution(world, call):
    with pytest.raises(Refused, match="resolution-missing"):
        add(call, world, "closing", resolution=" ")


def test_a_later_line_on_a_closed_call_reopens_it(world, call):
    add(call, world, "closing", performed_at=NOW - HOUR)

    add(call, world, performed_at=NOW)

    assert not fresh(call).is_closed
    assert Entry.objects.of(world.ours).filter(kind=Kind.REOPENED).count() == 1


def test_reopening_by_a_line_takes_the_right(world, call):
    add(call, world, "closing", performed_at=NOW - HOUR)
    technician = make.staff(world.ours, permissions=[Permission.INQUIRY_EDIT])

    with pytest.raises(Refused, match="right-missing"):
        add(call, world, by=technician, performed_at=NOW)


def test_work_from_before_the_closing_leaves_the_call_closed(world, call):
    add(call, world, "closing", performed_at=NOW)

    add(call, world, performed_at=NOW - HOUR)

    assert fresh(call).is_closed


def test_a_call_closed_without_a_line_takes_earlier_work_and_stays_closed(world, call):
    closing.close(call, resolution="By phone", by=world.staff, now=NOW)

    add(call, world, performed_at=NOW - HOUR)

    assert fresh(call).is_closed


def test_removing_the_closing_line_opens_the_call_again(world, call):
    add(call, world, performed_at=NOW - HOUR)
    line = add(call, world, "closing")

    treating.remove(line, by=world.staff, now=NOW)

    assert fresh(call).status.key == "in-treatment"


def test_another_status_than_the_types_takes_a_right_and_is_recorded(world, call):
    waiting = call.business.statuses.get(key="waiting-customer")
    technician = make.staff(world.ours, permissions=[Permission.INQUIRY_EDIT])

    with pytest.raises(Refused, match="right-missing"):
        add(call, world, by=technician, status=waiting)
    add(call, world, status=waiting)

    assert fresh(call).status == waiting
    assert Entry.objects.of(world.ours).get(kind=Kind.TREATMENT_ADDED).details["is_override"] is True


def test_only_a_closing_line_has_a_closed_status(world, call):
    with pytest.raises(Refused, match="open-line-closes"):
        add(call, world, status=call.business.statuses.get(number=0))
    with pytest.raises(Refused, match="closing-stays-open"):
        add(call, world, "closing", status=call.business.statuses.get(number=1))


def test_minutes_come_from_start_and_end(world, call):
    line = add(call, world, minutes=None, starts_at=NOW - HOUR, ends_at=NOW)

    assert line.minutes == 60
    assert (fresh(call).starts_at, fresh(call).ends_at) == (NOW - HOUR, NOW)


def test_a_line_is_asked_for_what_its_sub_type_needs(world, call):
    for sub_type, missing in (("work", "minutes"), ("parts", "item"), ("external", "supplier")):
        with pytest.raises(Refused, match=f"{missing}-missing"):
            add(call, world, sub_type, minutes=0, item="", price=0)


def test_only_calls_have_lines(world):
    message = make.inquiry(world.ours)

    with acting_for(world.ours), pytest.raises(Refused, match="not-a-call"):
        add(message, world)


def test_a_line_sent_twice_is_added_once(world, call):
    assert add(call, world, client_key="x") == add(call, world, client_key="x")


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


def test_work_was_performed_when_it_ended(world, call):
    line = add(call, world, minutes=None, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR)

    assert (line.performed_at, line.minutes) == (NOW - 2 * HOUR, 60)


def test_work_of_before_the_closing_that_is_entered_later_leaves_the_call_closed(world, call):
    add(call, world, "closing", performed_at=NOW - HOUR)
    add(call, world, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR)

    assert fresh(call).is_closed


def test_a_moved_end_moves_the_minutes_and_when_it_was_performed(world, call):
    line = add(call, world, minutes=None, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR)

    line = treating.change(line, minutes=60, ends_at=NOW - HOUR, by=world.staff, now=NOW)

    assert (line.performed_at, line.minutes) == (NOW - HOUR, 120)


def test_start_end_and_technician_can_be_emptied(world, call):
    line = add(call, world, starts_at=NOW - 3 * HOUR, ends_at=NOW - 2 * HOUR, minutes=45)

    line = treating.change(line, starts_at=None, ends_at=None, staff=None, by=world.staff, now=NOW)

    assert (line.starts_at, line.ends_at, line.staff, line.minutes) == (None, None, None, 45)


def test_a_mended_closing_line_mends_the_resolution_of_the_call(world, call):
    line = add(call, world, "closing")

    treating.change(line, resolution="New seal", by=world.staff, now=NOW)

    assert fresh(call).resolution == "New seal"
