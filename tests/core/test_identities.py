import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core import identities


@pytest.mark.parametrize("text", ["000000018", "18000", "1-8", "0 0000 0018"])
def test_leading_zeros_are_put_back_from_five_digits_on(text: str):
    assert len(identities.normalised(text)) == (9 if len(text) > 4 else 2)


def test_a_check_digit_tells_right_from_wrong():
    assert identities.is_identity_number("777777715")
    assert not identities.is_identity_number("777777716")
    assert not identities.is_identity_number("002233445")
    assert not identities.is_identity_number("000000000")


def test_a_dealers_number_need_not_be_a_companys():
    assert identities.is_identity_number("999999998")
    assert not identities.is_company_number("999999998")
    assert identities.is_company_number("516179157")


def test_a_passport_is_kept_in_capitals():
    assert identities.normalised(" ab-123 456 ") == "AB123456"
    assert not identities.is_identity_number("AB123456")


@pytest.mark.parametrize(("text", "stands"), [("ab-123 456", True), ("777777715", True), ("777777716", False),
                                              ("12345678", False), ("passport", False), ("a1", False)])  # fmt: skip
def test_a_passport_has_letters_and_digits(text, stands):
    assert identities.is_identity(text) == stands


def test_a_log_sees_three_digits():
    assert identities.masked("777777715") == "••••••715"
    assert identities.masked("12") == "••"


@settings(max_examples=300)
@given(st.text(st.characters(codec=None), max_size=20) | st.text("0123456789-٣² ", max_size=12))
def test_any_text_is_normalised_once(text: str):
    once = identities.normalised(text)
    identities.is_company_number(text)
    identities.masked(text)

    assert identities.normalised(once) == once
    assert identities.is_identity_number(once) == identities.is_identity_number(text)


@settings(max_examples=200)
@given(st.integers(1, 99_999_999))
def test_exactly_one_check_digit_is_right(number: int):
    assert sum(identities.is_identity_number(f"{number:08}{digit}") for digit in range(10)) == 1
