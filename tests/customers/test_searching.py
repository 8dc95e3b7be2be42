import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import merging, searching
from tests import make


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def names(business, text, *, by):
    return sorted(str(one) for one in searching.found(business.customers.all(), text, by=by))


@pytest.fixture
def dana(ours):
    return make.customer(
        ours, first_name="דנה", last_name="שלום", phone="054-234 5678", email="Dana@Example.com"
    )


def test_every_word_is_found_anywhere_in_any_order(ours, dana, world):
    assert names(ours, "שלום דנ", by=world.staff) == ["דנה שלום"]
    assert names(ours, "דנה לוי", by=world.staff) == []


@pytest.mark.parametrize("text", ["0542345678", "054-2345678", "+972 54 234 5678", "972542345678", "2345678"])
def test_a_telephone_is_found_however_it_is_written(ours, dana, world, text):
    assert names(ours, text, by=world.staff) == ["דנה שלום"]


def test_further_numbers_are_found_too(ours, dana, world):
    dana.numbers.create(business=ours, phone="+97235551234")
    searching.renew(dana)

    assert names(ours, "03-5551234", by=world.staff) == ["דנה שלום"]


def test_e_mail_and_customer_number_are_found(ours, dana, world):
    assert names(ours, "dana@exam", by=world.staff) == ["דנה שלום"]
    assert "דנה שלום" in names(ours, str(dana.number), by=world.staff)


@pytest.mark.parametrize("text", ["#7", "# 7", " #7 "])
def test_a_number_after_its_sign_is_that_customer_alone(ours, dana, world, text):
    ours.customers.filter(pk=dana.pk).update(number=7)
    make.customer(ours, first_name="Other", phone="050-7777777")

    assert names(ours, text, by=world.staff) == ["דנה שלום"]


def test_a_sign_before_no_number_breaks_nothing(ours, dana, world):
    assert names(ours, "#", by=world.staff) == []
    assert names(ours, "#99999", by=world.staff) == []


def test_whoever_was_merged_into_a_person_is_found_there(ours, dana, world):
    other = make.customer(ours, first_name="Ruth", last_name="Bar", email="ruth-bar@x.com")
    merging.merge(dana, other, choices={}, by=world.staff, now=timezone.now())

    for text in ("ruth bar", "ruth-bar@x.com"):
        assert list(searching.found(ours.customers.current(), text, by=world.staff)) == [dana]


def test_the_wrong_keyboard_layout_is_forgiven(ours, dana, world):
    assert names(ours, "akuo", by=world.staff) == ["דנה שלום"]


def test_signs_of_patterns_are_only_signs(ours, dana, world):
    assert names(ours, "ד%ה", by=world.staff) == []
    assert names(ours, "_נה", by=world.staff) == []


def test_an_id_number_is_found_whole_and_only_with_the_right(ours, world):
    make.customer(ours, first_name="Ruth", last_name="Bar", id_number="123456782")
    plain = make.staff(ours, role="instructor")

    assert names(ours, "123456782", by=world.staff) == ["Ruth Bar"]
    assert names(ours, "12345678-2", by=world.staff) == ["Ruth Bar"]
    assert names(ours, "123456782", by=plain) == []
    assert names(ours, "1234567", by=world.staff) == []


def test_an_empty_text_leaves_everybody(ours, dana, world):
    assert names(ours, "  ", by=world.staff) == sorted([str(world.customer), "דנה שלום"])


def test_counting_stops_soon(ours, world, monkeypatch):
    monkeypatch.setattr(searching, "MOST", 2)
    for number in range(4):
        make.customer(ours, first_name=f"Dina{number}", last_name="Gal")

    found = searching.found_first(ours.customers.all(), "dina", by=world.staff)

    assert (found.count, found.people.count()) == (3, 4)


@pytest.mark.parametrize("text", ["\0", "'; --", "𐀀" * 300, "%", "\u202eabc", "-", "+", '"'])
def test_nothing_that_is_typed_breaks_it(ours, world, text):
    names(ours, text, by=world.staff)
