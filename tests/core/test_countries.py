import pytest
from django.utils.translation import override

from kesher.core import countries


@pytest.mark.parametrize("text", ["IL", "il", "Israel", "ישראל", ""])
def test_home_is_not_told(text):
    assert countries.abroad(text) == ""


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [("he", "DE", "גרמניה"), ("he", "Germany", "גרמניה"), ("en", "de", "Germany"), ("en", "גרמניה", "Germany"),
     ("he", "Narnia", "Narnia"), ("he", "001", "001")],
)  # fmt: skip
def test_another_country_is_told_in_the_language_of_who_reads(language, text, told):
    with override(language):
        assert countries.abroad(text) == told
