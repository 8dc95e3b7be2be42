from datetime import date, timedelta

import pytest
from django.utils import timezone

from kesher.contracts import filling, renewing
from kesher.contracts.models import Contract
from kesher.core.refusals import Refused
from tests import make


def renew(contract, **given):
    return renewing.renew(contract, by=None, now=timezone.now(), **given)


def test_a_renewal_begins_the_next_day_and_copies_clauses_and_covers(ours):
    site = make.site(ours.customer)
    contract = make.contract(ours.customer, sites=[site])

    made = renew(contract)

    assert made.starts_on == contract.ends_on + timedelta(days=1)
    assert made.renews == contract
    assert made.covers.get().site == site
    assert made.versions.get().clauses.get().terms == {"hours": 10}


@pytest.mark.parametrize(
    ("first", "last", "next_last"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), date(2027, 12, 31)),
        (date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 1, 5), date(2026, 1, 14), date(2026, 1, 24)),
    ],
)
def test_it_is_as_long_as_the_one_before(first, last, next_last):
    assert renewing.next_end(Contract(starts_on=first, ends_on=last)) == next_last


def test_it_is_renewed_once(ours):
    contract = make.contract(ours.customer)
    renew(contract)

    with pytest.raises(Refused, match="renewed-already"):
        renew(contract)


@pytest.mark.parametrize(
    ("details", "code"), [({"is_draft": True}, "renew-draft"), ({"ends_on": None}, "renew-endless")]
)
def test_drafts_and_endless_ones_are_not_renewed(ours, details, code):
    with pytest.raises(Refused, match=code):
        renew(make.contract(ours.customer, **details))


def test_what_is_left_is_carried_over_only_when_asked_for(ours):
    plain, carried = make.contract(ours.customer), make.contract(ours.customer)

    assert not filling.lots_of(renew(plain)).exists()
    assert filling.lots_of(renew(carried, carries_over=True)).get().balance == 1200
    assert filling.lots_of(carried).get().balance == 0


def test_the_preview_says_it_and_a_change_meanwhile_is_refused(ours):
    contract = make.contract(ours.customer)
    ahead = renewing.foreseen(contract, by=None)
    assert any("10:00" in sentence for sentence in ahead.sentences)
    ours.ours.contracts.filter(pk=contract.pk).update(price=5)

    with pytest.raises(Refused, match="plan-changed"):
        renew(contract, seen=ahead.fingerprint)


@pytest.mark.parametrize(
    ("price", "asked", "is_told"), [(0, None, False), (500, None, True), (500, 0, False), (0, 500, True)]
)
def test_the_preview_tells_a_price_where_there_is_one(ours, price, asked, is_told):
    ahead = renewing.foreseen(make.contract(ours.customer, price=price), by=None, price=asked)

    assert any("₪" in sentence for sentence in ahead.sentences) == is_told


def test_what_renews_by_itself_is_renewed_on_its_last_day(ours, today):
    due = make.contract(ours.customer, ends_on=today, renewal="automatic")
    make.contract(ours.customer, ends_on=today)

    counts = [renewing.renew_due(ours.ours, day=today, now=timezone.now()) for _ in range(2)]

    assert counts == [1, 0]
    assert due.renewed_by.count() == 1


def test_what_a_missed_night_left_is_renewed_in_the_next_one(ours, today):
    due = make.contract(
        ours.customer,
        starts_on=today - timedelta(days=99),
        ends_on=today - timedelta(days=2),
        renewal="automatic",
    )

    assert renewing.renew_due(ours.ours, day=today, now=timezone.now()) == 1
    assert due.renewed_by.get().starts_on == today - timedelta(days=1)
