import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import addressing


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world


def add(world, **details):
    details = details or {"town": "חיפה", "street": "הרצל", "house": "1"}
    return addressing.add(world.customer, by=world.staff, now=timezone.now(), **details)


def change(world, address, **details):
    return addressing.change(address, by=world.staff, now=timezone.now(), **details)


def main_of(world):
    return list(world.customer.addresses.filter(is_main=True))


def test_an_address_names_a_town_or_a_street(ours):
    with pytest.raises(Refused) as refused:
        add(ours, house="1")
    assert [problem.code for problem in refused.value.problems] == ["address-empty"]


def test_the_first_address_is_the_main_one(ours):
    first, _second = add(ours), add(ours)

    assert main_of(ours) == [first]


def test_another_address_can_become_the_main_one(ours):
    first, second = add(ours), add(ours)

    change(ours, second, is_main=True)
    assert main_of(ours) == [second]
    third = add(ours, town="חיפה", is_main=True)
    assert main_of(ours) == [third]
    change(ours, first, is_main=False, town="עכו")
    assert main_of(ours) == [third]


def test_the_main_address_stays_main_until_another_one_is_chosen(ours):
    address = add(ours)

    change(ours, address, is_main=False)

    assert main_of(ours) == [address]


def test_when_the_main_address_goes_the_next_one_follows(ours):
    first, second = add(ours), add(ours)

    addressing.remove(first, by=ours.staff, now=timezone.now())
    assert main_of(ours) == [second]
    addressing.remove(second, by=ours.staff, now=timezone.now())
    assert main_of(ours) == []


def test_a_postal_code_has_seven_digits_in_israel(ours):
    assert add(ours, town="חיפה", postal_code="3303101").postal_code == "3303101"
    assert add(ours, town="London", postal_code="SW1A 1AA", country="UK").country == "UK"
    with pytest.raises(Refused) as refused:
        add(ours, town="חיפה", postal_code="33")
    assert [problem.code for problem in refused.value.problems] == ["postal-code"]


def test_a_change_is_recorded_and_nothing_else(ours):
    address = add(ours)
    change(ours, address, house="2")
    change(ours, address, house="2")

    facts = Entry.objects.about(ours.customer).order_by("-id").values_list("kind", "details")
    assert list(facts[:2]) == [("address.changed", {"changes": {"house": ["1", "2"]}}), ("address.added", {})]


def remove_and_put_back(world, address, between=None):
    package = addressing.remove(address, by=world.staff, now=timezone.now())
    if between:
        between()
    return addressing.restore(world.customer, package, by=world.staff, now=timezone.now())


def test_a_removed_main_address_comes_back_as_the_main_one(ours):
    first, _second = add(ours), add(ours)

    back = remove_and_put_back(ours, first)

    assert (back, main_of(ours)) == (first, [first])
    assert Entry.objects.about(ours.customer).newest_first()[0].kind == "address.restored"


def test_an_address_that_comes_back_leaves_the_main_one_that_was_chosen_meanwhile(ours):
    first, _second = add(ours), add(ours)

    back = remove_and_put_back(ours, first, lambda: add(ours, town="עכו", is_main=True))

    assert not back.is_main
    assert [one.town for one in main_of(ours)] == ["עכו"]
