from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.reports import asking, contract_report


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


def rows(world, period="month"):
    with acting_for(world.ours):
        asked = asking.read(QueryDict(f"period={period}"), cuts=[], offered={}, today=timezone.localdate())
        return [
            list(row.values) for row in contract_report.table(world.staff, asked, now=timezone.now()).rows
        ]


def test_granted_used_reserved_remaining_and_expired_stand_side_by_side(world):
    hours_of(world, ("grant", 600), ("consume", -180), ("reverse", 60), ("expire", -30), reserved=45)

    ((*_names, granted, used, reserved, remaining, expired, share),) = rows(world)
    assert (granted, used, reserved, remaining, expired, share) == (
        "10:00",
        "2:00",
        "0:45",
        "6:45",
        "0:30",
        20,
    )


def test_contracts_outside_the_period_are_left_out(world):
    contract = hours_of(world, ("grant", 60))
    with acting_for(world.ours):
        contract.starts_on = contract.ends_on = timezone.localdate() - timedelta(days=400)
        contract.save()

    assert rows(world) == []
