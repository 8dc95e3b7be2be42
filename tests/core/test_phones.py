import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core import phones

SAME_NUMBER = [
    "050-2345678", "0502345678", "050 234 5678", "+972 50-234-5678", "972-50-2345678", "00972502345678",
    "+972 (0)50-2345678", "502345678", "\u202a050-2345678\u202c", "٠٥٠٢٣٤٥٦٧٨", "tel:+972-50-234-5678",
]  # fmt: skip


@pytest.mark.parametrize("text", SAME_NUMBER)
def test_a_number_is_understood_in_any_format(text: str):
    assert phones.parsed(text) == phones.Phone("+972502345678", "050-234-5678", is_mobile=True, is_valid=True)


@pytest.mark.parametrize("text", SAME_NUMBER)
def test_a_number_is_found_in_any_format(text: str):
    assert phones.digits_for_search(text.removeprefix("tel:")) in phones.stored_digits("+972502345678")


@pytest.mark.parametrize(
    "text", ["050", "50-234", "+97250", "0097250", "972 50", "5678", "234-56", "+972 050-23"]
)
def test_a_number_is_found_by_a_part_of_it(text: str):
    assert phones.digits_for_search(text) in phones.stored_digits("+972502345678")


def test_digits_that_look_like_the_country_are_found_inside_a_number():
    assert phones.digits_for_search("9720123") in phones.stored_digits("+972549720123")


def test_a_foreign_number_is_shown_internationally():
    assert phones.parsed("+1-418-656-9254") == phones.Phone(
        "+14186569254", "+1 418-656-9254", is_mobile=True, is_valid=True
    )


@pytest.mark.parametrize(
    ("text", "dialled", "shown", "is_possible"),
    [
        ("050-1234567", "+972501234567", "050-123-4567", True),
        ("*6050", "*6050", "*6050", False),
        ("501-2345", "5012345", "5012345", False),
        ("100", "100", "100", False),
    ],
)
def test_an_unknown_number_is_kept_with_a_warning(text: str, dialled: str, shown: str, is_possible: bool):  # noqa: FBT001
    assert phones.parsed(text) == phones.Phone(
        dialled, shown, is_mobile=False, is_valid=False, is_possible=is_possible
    )


@pytest.mark.parametrize("text", ["", "אין", "12", "0" * 100, "1" * 40])
def test_text_that_is_no_number_is_none(text: str):
    assert phones.parsed(text) is None


def test_two_numbers_in_one_cell_come_apart():
    assert phones.several("050-2345678 / 03-5012345") == ["050-2345678", "03-5012345"]
    assert phones.several("050-2345678 ::: 03-5012345") == ["050-2345678", "03-5012345"]
    assert phones.several("03/5012345") == ["03/5012345"]


def test_letters_are_no_digits_to_search():
    assert phones.digits_for_search("דנה 050") == ""


@settings(max_examples=300)
@given(st.text(st.characters(codec=None), max_size=30) | st.text("0123456789+*-() /#x٣²", max_size=22))
def test_any_text_is_read_without_an_error_and_the_result_reads_the_same(text: str):
    phone = phones.parsed(text)
    phones.several(text)
    phones.digits_for_search(text)

    if phone:
        again = phones.parsed(phone.e164)
        assert again is not None
        assert again.e164 == phone.e164


@settings(max_examples=300)
@given(st.from_regex(r"05[0-9]{8}", fullmatch=True), st.integers(0, 8), st.integers(2, 10))
def test_every_part_of_a_number_finds_it(number: str, start: int, length: int):
    phone = phones.parsed(number)

    assert phone
    assert phones.digits_for_search(number[start : start + length]) in phones.stored_digits(phone.e164)
    assert phones.digits_for_search(phone.shown) in phones.stored_digits(phone.e164)
