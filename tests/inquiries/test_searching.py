import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import adding, merging, unmerging
from kesher.inquiries import searching
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def tap(ours):
    noa = make.customer(ours, first_name="נועה", last_name="כהן", phone="052-7654321")
    return make.inquiry(
        ours, customer=noa, contact_name="Avi Mizrahi", phone="03-5551234", email="avi@example.com", title="Tap",
        address="Herzl 5", details="It drips at night",
    )  # fmt: skip


@pytest.fixture
def other(ours):
    return make.inquiry(ours)


def found(ours, text):
    return list(searching.found(ours.inquiries.all(), text))


@pytest.mark.parametrize(
    "text",
    [
        "נועה",
        "Mizrahi",
        "avi@example",
        "tap",
        "herzl",
        "DRIPS night",
        "night drips",
        "035551234",
        "03-555",
        "+972527654321",
    ],
)
def test_every_word_is_found_somewhere(ours, tap, other, text):
    assert found(ours, text) == [tap]


def test_the_number_finds_it(ours, tap, other):
    assert tap in found(ours, str(tap.number))


def test_every_word_must_be_there(ours, tap):
    assert found(ours, "tap elephant") == []


def test_the_other_keyboard_layout_is_tried(ours, tap, other):
    assert found(ours, "bugv") == [tap]


def test_nothing_asked_leaves_all(ours, tap, other):
    assert set(found(ours, "  ")) == {tap, other}


def test_a_new_name_of_the_customer_finds_their_inquiries(world, ours, tap):
    adding.change(tap.customer, first_name="Tamar", by=world.staff, now=NOW)

    assert found(ours, "tamar") == [tap]
    assert found(ours, "נועה") == []


def test_a_merge_finds_them_by_the_survivor_and_undoing_by_the_first_again(world, ours, tap):
    survivor = make.customer(ours, first_name="Tamar", last_name="Gold")

    merge = merging.merge(survivor, tap.customer, choices={}, by=world.staff, now=NOW)
    tap.refresh_from_db()
    assert (tap.customer, found(ours, "gold")) == (survivor, [tap])

    unmerging.undo(merge, by=world.staff, now=NOW)
    assert (found(ours, "gold"), found(ours, "נועה")) == ([], [tap])


def test_a_merge_carries_inquiries_and_recurring_ones(world, ours, tap):
    survivor = make.customer(ours)
    ours.inquiry_series.create(
        name="Yearly", rule="FREQ=YEARLY", starts_at=NOW, customer=tap.customer, created_at=NOW
    )

    merging.merge(survivor, tap.customer, choices={}, by=world.staff, now=NOW)

    assert (survivor.inquiries.count(), survivor.inquiry_series.count()) == (1, 1)
