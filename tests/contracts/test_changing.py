from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from kesher.activity.models import Entry
from kesher.contracts import changing, describing, filling
from kesher.core.refusals import Refused
from kesher.entitlements import expiring, statements
from tests import make


def change(contract, **given):
    return changing.change(contract, by=None, now=timezone.now(), **given)


def test_other_clauses_make_a_new_version_and_keep_the_old_one(ours, today):
    contract = make.contract(ours.customer)

    change(contract, clauses=[make.bank(15)], version_on=today, reason="More work")

    old, new = contract.versions.order_by("number")
    assert (old.clauses.get().terms["hours"], new.clauses.get().terms["hours"]) == (10, 15)
    assert describing.version_on(contract, today - timedelta(days=1)) == old
    assert describing.version_on(contract, today) == new


def test_more_hours_grant_the_difference_and_less_take_it_back(ours, today):
    contract = make.contract(ours.customer)
    change(contract, clauses=[make.bank(15)], version_on=today, reason="More")
    assert sum(lot.balance for lot in filling.lots_of(contract)) == 900

    change(contract, clauses=[make.bank(12)], version_on=today, reason="Less")

    assert sum(lot.balance for lot in filling.lots_of(contract)) == 720


def test_a_version_begins_within_the_contract(ours, today):
    contract = make.contract(ours.customer)

    with pytest.raises(Refused, match="version-day"):
        change(contract, clauses=[make.bank(15)], version_on=contract.ends_on + timedelta(days=1))
    with pytest.raises(Refused, match="version-day"):
        change(contract, clauses=[make.bank(15)])


def test_signing_a_draft_grants_what_has_begun(ours, today):
    draft = make.contract(ours.customer, is_draft=True)

    change(draft, is_draft=False, clauses=[make.bank(7)])

    assert filling.lots_of(draft).get().balance == 420
    assert draft.versions.count() == 1


def test_the_first_day_of_a_signed_contract_stays_and_the_last_one_may_move(ours, today):
    contract = make.contract(ours.customer)

    with pytest.raises(Refused, match="contract-begun"):
        change(contract, starts_on=today)
    with pytest.raises(Refused, match="end-past"):
        change(contract, ends_on=today - timedelta(days=1))
    change(contract, ends_on=today + timedelta(days=5))

    assert filling.lots_of(contract).get().valid_until == today + timedelta(days=5)


def test_other_places_move_the_lots_along(ours):
    contract, site = make.contract(ours.customer), make.site(ours.customer)

    change(contract, sites=[site], equipment=[])

    assert filling.lots_of(contract).get().scope == {"site": [site.pk]}


def test_nothing_changed_nothing_recorded(ours):
    contract = make.contract(ours.customer)

    change(contract, name=contract.name, sites=[], equipment=[], clauses=[make.bank(10)])

    assert not Entry.objects.of(ours.ours).filter(kind="contract.changed").exists()


def test_a_contract_that_is_extended_after_its_end_has_its_hours_again(ours, today):
    contract, now = make.contract(ours.customer, ends_on=today), timezone.now()
    expiring.expire(ours.ours, day=today + timedelta(days=1), now=now)
    lot = filling.lots_of(contract).get()
    assert (lot.balance, lot.closed_at is None) == (0, False)

    with override("en"):
        changing.change(contract, by=None, now=now + timedelta(days=2), ends_on=today + timedelta(days=60))

    lot = filling.lots_of(contract).get()
    assert (lot.balance, lot.closed_at, lot.valid_until) == (600, None, today + timedelta(days=60))
    with override("en"):
        last = statements.statement(ours.customer)[-1]
    assert (last.quantity, last.why) == (600, "The contract is valid again")
    assert last.sentence.endswith("given back")


def test_an_end_that_moves_forth_and_back_and_is_reached_expires_once_more(ours, today):
    contract, now = make.contract(ours.customer, ends_on=today), timezone.now()
    expiring.expire(ours.ours, day=today + timedelta(days=1), now=now)

    changing.change(contract, by=None, now=now + timedelta(days=2), ends_on=today + timedelta(days=3))
    expiring.expire(ours.ours, day=today + timedelta(days=4), now=now + timedelta(days=4))

    assert statements.balances(filling.lots_of(contract)) == {
        "granted": 600, "used": 0, "reserved": 0, "remaining": 0, "expired": 600, "beyond": 0,
    }  # fmt: skip
