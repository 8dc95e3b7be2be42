import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from kesher.businesses import departing
from kesher.contracts import cancelling, handing_over, holding, seeing
from kesher.core.refusals import Refused
from kesher.customers import archiving, bulk_changing, erasing, merging
from kesher.customers.bulk_verbs import ARCHIVE
from tests import make


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def test_archiving_says_what_is_held(ours):
    contract = make.contract(ours.customer)

    sentences = archiving.foreseen(ours.customer, by=ours.staff).sentences

    assert f"{contract} is valid." in sentences
    assert "10:00 hours are left." in sentences


def test_archiving_many_says_what_each_holds(ours):
    contract, plain = make.contract(ours.customer), make.customer(ours.ours)

    plan = bulk_changing.foreseen(ARCHIVE, ours.ours.customers.all(), value=None, by=ours.staff)

    assert plan.held == [f"\u2068{ours.customer}\u2069: {contract} is valid. 10:00 hours are left."]
    assert plain.pk in plan.ids


def test_asking_what_many_hold_costs_two_questions_each(ours):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            bulk_changing.foreseen(ARCHIVE, ours.ours.customers.all(), value=None, by=ours.staff)
        return len(asked)

    one = questions()
    for _number in range(3):
        make.contract(make.customer(ours.ours))

    assert questions() <= one + 3 * 2


def test_nobody_is_erased_while_a_contract_binds(ours, today):
    contract = make.contract(ours.customer)
    with pytest.raises(Refused, match="contract-valid"):
        erasing.erase(ours.customer, by=ours.staff, now=timezone.now())

    cancelling.cancel(contract, cancelled_on=today, reason="Erase", by=ours.staff, now=timezone.now())
    erasing.erase(ours.customer, by=ours.staff, now=timezone.now())

    assert holding.erase_problems(ours.customer, today) == []


def test_hours_without_a_contract_hold_up_erasing_too(ours, today):
    make.lot(ours.customer)

    assert [one.code for one in holding.erase_problems(ours.customer, today)] == ["hours-left"]


def test_a_merge_moves_contracts(ours):
    contract, survivor = make.contract(ours.customer), make.customer(ours.ours)

    merging.merge(survivor, ours.customer, choices={}, by=ours.staff, now=timezone.now())

    assert contract.fresh().customer == survivor


def test_whoever_leaves_hands_contracts_over(ours):
    leaving, successor = make.staff(ours.ours), make.staff(ours.ours)
    contract = make.contract(ours.customer, manager=leaving)
    assert len(handing_over.sentences(leaving, successor=successor)) == 1

    departing.leave(leaving, successor=successor, by=ours.staff, now=timezone.now())

    assert contract.fresh().manager == successor
    assert handing_over.sentences(leaving, successor=None) == []


def test_contracts_of_another_branch_are_not_seen(ours):
    branch, other = make.branch(ours.ours), make.branch(ours.ours)
    contract = make.contract(make.customer(ours.ours, branch=other))
    staff = make.staff(ours.ours, branches=[branch])

    assert list(seeing.seen_by(ours.staff)) == [contract]
    assert list(seeing.seen_by(staff)) == []
