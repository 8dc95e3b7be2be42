from contextlib import suppress
from decimal import Decimal

import pytest
from babel.numbers import format_currency
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core import money

sums = st.integers(-(10**12), 10**12)


@settings(max_examples=200)
@given(sums, st.sampled_from(["he", "en"]))
def test_a_sum_is_shown_as_cldr_has_it(agorot: int, language: str):
    assert money.shown(agorot, language) == format_currency(Decimal(agorot) / 100, "ILS", locale=language)


@settings(max_examples=200)
@given(sums, st.sampled_from(["he", "en"]))
def test_a_shown_sum_is_read_back(agorot: int, language: str):
    assert money.parsed(money.shown(agorot, language)) == agorot
    assert money.parsed(money.plain(agorot)) == agorot


@pytest.mark.parametrize(
    ("text", "agorot"),
    [
        ("1,234.50", 123450), ("₪1,234", 123400), ('1234.5 ש"ח', 123450), ("-20", -2000), ("20-", -2000),
        ("12,5", 1250), ("1.234,50", 123450), (".5", 50), ("0", 0), ("1 234", 123400), ("1,234", 123400),
    ],
)  # fmt: skip
def test_a_sum_is_typed_in_many_ways(text: str, agorot: int):
    assert money.parsed(text) == agorot


@pytest.mark.parametrize(
    "text", ["", "-", "abc", "1.234", "1,23,4", "1e5", "9" * 29, "9" * 40, "--5", "٣", "1.2.3"]
)
def test_a_sum_that_is_unclear_is_refused(text: str):
    with pytest.raises(money.UnclearSum):
        money.parsed(text)


def test_half_an_agora_is_rounded_away_from_zero():
    assert [money.rounded(Decimal(text)) for text in ("0.5", "1.5", "-0.5", "2.4")] == [1, 2, -1, 2]
    assert money.from_shekels(Decimal("1.005")) == 101


@settings(max_examples=300)
@given(st.text(st.characters(codec=None), max_size=20) | st.text("0123456789.,-₪ ", max_size=14))
def test_any_text_is_a_sum_or_refused(text: str):
    with suppress(money.UnclearSum):
        money.parsed(text)
