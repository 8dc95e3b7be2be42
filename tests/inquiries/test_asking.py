import pytest
from django.http import QueryDict

from kesher.inquiries import asking
from kesher.inquiries.asking import Choice, Wanted

CHOICES = {
    "type": [Choice(3, "Leak")],
    "status": [Choice(5, "Open"), Choice(6, "Waiting")],
    "assignee": [Choice(7, "Dana")],
}


def wanted(query):
    return asking.wanted(QueryDict(query), CHOICES)


def test_everything_stands_in_the_address():
    query = "q=tap&kind=task&scope=all&due=overdue&status=5&status=6&assignee=me&sort=-changed&columns=status%2Ctarget"

    assert wanted(query).query() == query


def test_without_a_scope_it_is_ones_own():
    assert (wanted("").scope, wanted("scope=mine").query()) == ("mine", "")


@pytest.mark.parametrize(
    "query",
    ["kind=elephant", "scope=everybody", "nothing=1", "status="],
)
def test_an_unknown_tab_or_scope_is_ignored(query):
    assert wanted(query) == Wanted()


@pytest.mark.parametrize("query", ["status=99", "status=x", "due=never", "type=3'--"])
def test_a_value_that_is_not_offered_stays_in_the_address_and_is_nobody_s(query):
    asked = wanted(query)

    assert (asked.chosen, asked.gone, asked.is_nobody) == ({}, (tuple(query.split("=")),), True)


def test_none_and_me_are_known_where_they_mean_something():
    assert wanted("assignee=me&assignee=none&team=none").chosen == {
        "assignee": ("me", "none"),
        "team": ("none",),
    }
    assert wanted("team=me").chosen == {}


def test_columns_come_in_one_value_or_each_in_its_own():
    assert wanted("columns=a,b").columns == wanted("columns=a&columns=b").columns == ("a", "b")


@pytest.mark.parametrize(
    ("query", "among"),
    [
        ("", True),
        ("scope=all&assignee=me&customer=none&opened=week", True),
        ("scope=closed&kind=meeting", True),
        ("kind=task", False),
        ("scope=team", False),
        ("scope=unassigned", False),
        ("status=5", False),
        ("due=overdue", False),
    ],
)
def test_meetings_stand_among_them_as_long_as_they_can_answer(query, among):
    assert wanted(query).has_meetings is among


def test_a_filter_is_taken_off_and_a_place_changed_with_the_rest_kept():
    one = wanted("q=tap&kind=task&status=5")

    assert (one.without("status"), one.without("text")) == ("q=tap&kind=task", "kind=task&status=5")
    assert one.beside(kind="", scope="all") == "q=tap&scope=all&status=5"
    assert (one.cleared(), one.is_narrowed, wanted("kind=task").is_narrowed) == ("kind=task", True, False)
