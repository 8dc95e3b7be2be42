from django.utils import translation

from kesher.customers.filtering import Choice, Wanted
from kesher.customers.phrasing import sentences

CHOICES = {
    "stage": [Choice(1, "New"), Choice(2, "Lost")],
    "manager": [Choice(5, "Dana")],
    "field": [Choice(7, "Size"), Choice(8, "Nickname", "text"), Choice(9, "Joined", "date")],
}


def said(**wanted):
    with translation.override("en"):
        return [one.label for one in sentences(Wanted(**wanted), CHOICES)]


def logged(**wanted):
    with translation.override("en"):
        return [one.logged for one in sentences(Wanted(**wanted), CHOICES)]


def test_alternatives_are_joined_by_or():
    assert said(chosen={"stage": ("1", "2", "none")}) == ["Stage: New, Lost or none"]


def test_each_filter_is_one_sentence():
    assert said(
        text="noa", chosen={"role": ("lead",), "month": ("3",), "manager": ("me",)}, is_archived=True
    ) == [
        "Search: “noa”",
        "Role: Lead",
        "Account manager: me",
        "Birthday in March",
        "In the archive",
    ]


def test_custom_fields_are_named():
    assert said(fields={7: "XL"}, chosen={"added": ("week",)}) == ["Added in the last 7 days", "Size: XL"]


def test_yes_and_no_are_said_in_words():
    own = {"field": [Choice(7, "Insured", "yes-no")]}

    with translation.override("en"):
        assert [one.label for one in sentences(Wanted(fields={7: "1"}), own)] == ["Insured: Yes"]


def test_the_log_is_told_what_was_chosen_but_not_what_was_typed():
    fields = {7: "XL", 8: "Noa", 9: "2026-01-01.."}

    told = logged(text="noa", chosen={"stage": ("1",)}, fields=fields)

    assert told[:4] == ["Search: typed text", "Stage: New", "Size: XL", "Nickname: typed text"]
    assert told[4].startswith("Joined: from")
