import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import items, treating
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def used(world, ours):
    call, kind = make.inquiry(ours, kind="service-call"), ours.treatment_types.get(key="parts")

    def used(item, price):
        return treating.add(call, type=kind, item=item, price=price, by=world.staff, now=NOW)

    return used


def test_an_item_is_what_was_typed_cleaned():
    assert items.named("  Big   switch ") == "Big switch"


def test_what_was_typed_before_is_offered_with_its_latest_price(ours, used):
    used("Switch", 100)
    used("Seal", 50)
    used("Switch", 120)

    assert items.offered(ours) == [items.Item("Switch", 120), items.Item("Seal", 50)]
    assert items.offered(ours, "sea") == [items.Item("Seal", 50)]


def test_removed_lines_and_other_businesses_offer_nothing(world, ours, used):
    treating.remove(used("Switch", 100), by=world.staff, now=NOW)

    assert items.offered(ours) == []
    with acting_for(world.theirs):
        assert items.offered(world.theirs) == []


def test_no_more_than_some_are_offered(ours, used):
    for number in range(4):
        used(f"Part {number}", 100)

    assert len(items.offered(ours, most=3)) == 3
