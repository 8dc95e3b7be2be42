from datetime import timedelta

from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.entitlements import statements
from kesher.reports import asking, contract_report
from kesher.reports.tables import told
from tests import make
from tests.entitlements.test_spending import STEP, step


def hours_of(world, *entries, reserved=0):
    """A contract with one lot of hours and these ledger entries (kind, minutes)."""
    now = timezone.now()
    today = timezone.localdate(now)
    with acting_for(world.ours):
        contract = world.ours.contracts.create(
            number=7, customer=world.customer, name="Gold", starts_on=today, ends_on=today, created_at=now
        )
        version = world.ours.contract_versions.create(
            contract=contract, number=1, starts_on=today, created_at=now
        )
        clause = world.ours.clauses.create(version=version, kind="hour-bank")
        lot = world.ours.lots.create(
            customer=world.customer, unit="minutes", label="Hours", bought_at=now, source_kind="contracts.clause",
            source_id=clause.pk, balance=sum(quantity for _kind, quantity in entries), reserved=reserved,
        )  # fmt: skip
        for number, (kind, quantity) in enumerate(entries):
            world.ours.ledger_entries.create(lot=lot, kind=kind, quantity=quantity, at=now, key=f"{number}")
    return contract


def report(world, period="month"):
    with acting_for(world.ours):
        asked = asking.read(QueryDict(f"period={period}"), cuts=[], offered={}, today=timezone.localdate())
        return contract_report.table(world.staff, asked, now=timezone.now())


def rows(world):
    return [list(row.values) for row in report(world).rows]


def test_granted_used_reserved_remaining_and_expired_stand_side_by_side(world):
    hours_of(world, ("grant", 600), ("consume", -180), ("reverse", 60), ("expire", -30), reserved=45)

    ((*_names, granted, used, reserved, remaining, expired, share),) = rows(world)
    assert [one.quantity for one in (granted, used, reserved, remaining, expired)] == [600, 120, 45, 405, 30]
    assert [told(one, "amount") for one in (granted, used)] == ["10:00", "2:00"]
    assert share == 20


def test_contracts_outside_the_period_are_left_out(world):
    contract = hours_of(world, ("grant", 60))
    with acting_for(world.ours):
        contract.starts_on = contract.ends_on = timezone.localdate() - timedelta(days=400)
        contract.save()

    assert rows(world) == []


def test_a_cancelled_contract_is_valid_until_the_day_before_and_left_out_after_that(world):
    today = timezone.localdate()
    make.contract(world.customer, starts_on=today - timedelta(days=400), ends_on=today + timedelta(days=90))
    with acting_for(world.ours):
        world.ours.contracts.update(cancelled_on=today + timedelta(days=1))
    assert [row[2] for row in rows(world)] == [today]

    with acting_for(world.ours):
        world.ours.contracts.update(cancelled_on=today - timedelta(days=60))
    assert rows(world) == []


def test_a_contract_without_hours_and_visits_names_its_clauses_without_figures(world):
    bare = make.contract(world.customer, clauses=[make.response(), make.discount(parts=5)])
    make.contract(world.customer)

    with override("en"):
        found = rows(world)

    assert [row[3] for row in found] == ["Response time, Discount", "Hour bank"]
    assert found[0][4:] == [None] * 6
    assert report(world).rows[0].path.endswith(f"/{bare.pk}/")


def test_contracts_are_read_in_as_many_questions_however_many_they_are(world):
    def count():
        with CaptureQueriesContext(connection) as seen:
            report(world)
        return len(seen)

    make.contract(world.customer, clauses=[make.response()])
    make.contract(world.customer)
    report(world)
    first = count()
    for _number in range(3):
        make.contract(world.customer, clauses=[make.response()])
        make.contract(world.customer)

    assert count() == first


def test_hours_are_added_up_and_visits_stand_apart(world):
    make.contract(world.customer, clauses=[make.bank(hours=10), make.visits(4)])
    make.contract(make.customer(world.ours), clauses=[make.bank(hours=5)])

    table = report(world)

    assert sorted(told(row.values[4], "amount") for row in table.rows) == ["10:00", "4", "5:00"]
    assert [told(one, "amount") for one in table.totals[4:7]] == ["15:00", "0:00", "0:00"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(STEP, max_size=8))
def test_whatever_happens_the_report_says_what_the_statement_says(world, steps):
    with transaction.atomic(), acting_for(world.ours):
        contract = make.contract(world.customer, ends_on=timezone.localdate())
        lot = contract.customer.lots.get()
        for number, (what, amount) in enumerate(steps):
            try:
                with transaction.atomic():
                    step(world, [lot], number, what, amount)
            except Refused:
                pass
        ((*_names, granted, used, reserved, remaining, expired, _share),) = rows(world)
        said = statements.balances([lot.fresh()])
        transaction.set_rollback(True)

    shown = [one.quantity for one in (granted, used, reserved, remaining, expired)]
    assert shown == [said[side] for side in contract_report.SIDES]
    assert granted.quantity == used.quantity + reserved.quantity + remaining.quantity + expired.quantity
