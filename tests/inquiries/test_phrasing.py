import pytest
from django.http import QueryDict
from django.utils import translation

from kesher.inquiries import asking, phrasing
from kesher.inquiries.asking import FIXED, NAMES, PLACES, Choice

CHOICES = {
    "status": [Choice(5, "Open"), Choice(6, "Waiting")],
    "assignee": [Choice(7, "Dana")],
    "team": [],
    "customer": [Choice(8, "Noa")],
}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def said(query):
    return [one.label for one in phrasing.sentences(asking.wanted(QueryDict(query), CHOICES), CHOICES)]


def test_each_filter_is_one_sentence_with_alternatives_joined_by_or():
    assert said("status=5&status=6&due=overdue") == ["Target: overdue", "Status: Open or Waiting"]


def test_a_search_is_said_first():
    assert said("due=today&q=tap") == ["Search: “tap”", "Target: today"]


def test_tab_and_scope_are_places_and_not_said():
    assert said("kind=task&scope=all") == []


def test_none_and_me_are_words():
    assert said("assignee=me&team=none") == ["Assignee: me", "Team: none"]


def test_a_value_that_is_not_offered_is_said_without_what_it_named():
    assert said("status=99&elephant=1") == ["Status: not available any more"]


def test_every_filter_has_its_sentence_and_every_value_its_word():
    assert set(phrasing.SENTENCES) == set(NAMES) - set(PLACES)
    for name, values in FIXED.items():
        assert all(phrasing.value_label(name, value, CHOICES) for value in values)


def test_the_log_is_told_neither_what_was_typed_nor_which_customer_was_chosen():
    asked = asking.wanted(QueryDict("q=noa&status=5&customer=8"), CHOICES)

    assert [one.logged for one in phrasing.sentences(asked, CHOICES)] == [
        "Search: typed text", "Status: Open", "Customer: chosen by name",
    ]  # fmt: skip
