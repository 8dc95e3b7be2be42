import pytest

from kesher.customers import places


def test_what_starts_with_the_text_comes_first_large_towns_before_small_ones():
    assert places.towns("ירו")[:2] == ["ירושלים", "ירוחם"]


def test_every_typed_word_may_start_a_word():
    assert "רוטשילד" in places.streets("תל אביב - יפו", "רוטש")[0]
    assert places.streets("ירושלים", "יהודה בן")[0] == "בן יהודה"


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ('ת"א', "תל אביב - יפו"), ("תל-אביב", "תל אביב - יפו"), ("ב״ש", "באר שבע"), ("הרצלייה", "הרצליה"),
        ("herzl", "הרצליה"), ("Tel Aviv", "תל אביב - יפו"), ("jhpv", "חיפה"),
    ],
)  # fmt: skip
def test_spelling_is_forgiven(typed, town):
    assert places.towns(typed)[0] == town


@pytest.mark.parametrize("typed", ["רחוב הרצל", "רח' הרצל", "הרצל"])
def test_the_word_street_does_not_matter(typed):
    assert "הרצל" in places.streets("חיפה", typed)[:2]


def test_a_town_that_is_not_in_the_list_has_no_streets():
    assert places.streets("Atlantis", "הרצל") == []


def test_nothing_typed_offers_nothing():
    assert places.towns("") == places.streets("חיפה", "") == []


def test_any_text_is_accepted():
    assert places.towns("\x00﷽" * 500) == []
