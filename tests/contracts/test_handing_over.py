import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses import departing
from tests import make


@pytest.fixture
def dana(ours):
    return make.staff(ours.ours, role="manager", first_name="Dana", last_name="Levi")


@pytest.fixture
def ruth(ours):
    return make.staff(ours.ours, role="manager", first_name="Ruth", last_name="Bar")


def left(ours, dana, ruth):
    """Dana left, and her contract was handed to Ruth."""
    contract = make.contract(ours.customer, manager=dana)
    departing.leave(dana, successor=ruth, by=ours.staff, now=timezone.now())
    return contract


def test_the_successor_gets_the_contracts(ours, dana, ruth):
    contract = left(ours, dana, ruth)

    assert contract.fresh().manager == ruth
    entry = Entry.objects.of(ours.ours).get(kind="contract.changed", subject_id=contract.pk)
    assert entry.details["changes"] == {"manager": ["Dana Levi", "Ruth Bar"]}


def test_it_is_foreseen_in_sentences(ours, dana, ruth):
    make.contract(ours.customer, manager=dana)

    for successor in (ruth, None):
        ahead = departing.foreseen(dana, successor=successor, by=ours.staff)
        assert len([one for one in ahead.sentences if "חוז" in str(one)]) == 1


def test_undoing_gives_the_contracts_back(ours, dana, ruth):
    contract = left(ours, dana, ruth)

    departing.bring_back(dana, by=ours.staff, now=timezone.now(), is_undo=True)

    assert contract.fresh().manager == dana


def test_undoing_leaves_what_somebody_else_manages_by_now(ours, dana, ruth):
    contract = left(ours, dana, ruth)
    contract = contract.fresh()
    contract.manager = ours.staff
    contract.save()

    departing.bring_back(dana, by=ours.staff, now=timezone.now(), is_undo=True)

    assert contract.fresh().manager == ours.staff


def test_coming_back_later_gives_nothing_back(ours, dana, ruth):
    contract = left(ours, dana, ruth)

    departing.bring_back(dana, by=ours.staff, now=timezone.now())

    assert contract.fresh().manager == ruth
