from datetime import timedelta

import pytest

from kesher.contracts import filling
from kesher.core.refusals import Refused
from tests import make


def test_a_contract_gets_the_next_number_a_first_version_and_its_hours(ours):
    first, second = make.contract(ours.customer), make.contract(ours.customer)

    assert second.number == first.number + 1
    lot = filling.lots_of(first).get()
    assert (lot.unit, lot.balance, lot.valid_from, lot.valid_until) == (
        "minutes", 600, first.starts_on, first.ends_on,
    )  # fmt: skip


def test_what_is_missing_is_said_at_once(ours):
    with pytest.raises(Refused, match="contract-name, contract-start, no-clause"):
        make.contract(ours.customer, name=" ", starts_on=None, clauses=[])


def test_only_places_of_the_customer_are_covered(ours):
    foreign = make.site(make.customer(ours.ours))

    with pytest.raises(Refused, match="cover-foreign"):
        make.contract(ours.customer, sites=[foreign])


def test_a_draft_and_a_contract_of_later_grant_nothing_yet(ours, today):
    later = make.contract(ours.customer, starts_on=today + timedelta(days=1))

    assert not filling.lots_of(make.contract(ours.customer, is_draft=True)).exists()
    assert not filling.lots_of(later).exists()


def test_the_floor_is_the_overrun_and_the_scope_what_is_covered(ours):
    site = make.site(ours.customer)

    lot = filling.lots_of(
        make.contract(ours.customer, sites=[site], clauses=[make.bank(10, overrun_percent=20)])
    ).get()

    assert (lot.floor, lot.scope) == (-120, {"site": [site.pk]})
