from datetime import UTC, date, datetime

import pytest
from django.utils.translation import gettext_lazy, override

from kesher.activity import telling
from kesher.activity.models import Entry
from kesher.activity.telling import Change


def entry(
    kind="customer.changed", subject_kind="customers.customer", *, customer_id=5, subject_id=5, **fields
):
    at = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    return Entry(
        pk=1,
        kind=kind,
        subject_kind=subject_kind,
        customer_id=customer_id,
        subject_id=subject_id,
        at=at,
        **fields,
    )


def changes(pairs, **fields):
    with override("en"):
        return telling.told(entry(details={"changes": pairs}, **fields)).changes


def test_a_field_is_named_as_its_model_names_it():
    assert changes({"first_name": ["Noa", "Dana"]}) == [Change("first name", "Noa", "Dana")]


def test_a_choice_is_told_by_its_label():
    assert changes({"gender": ["f", "m"]}) == [Change("gender", "Female", "Male")]


def test_a_day_and_a_phone_are_written_as_they_are_read():
    assert changes({"birthday": [None, "1990-03-02"]}) == [Change("birthday", "", "02/03/1990")]
    assert changes({"phone": ["", "+972541234567"]}) == [Change("phone", "", "054-123-4567")]


def test_a_number_is_told_as_everywhere_whatever_names_it():
    label = {"subject_kind": "customers.contactnumber", "subject_id": 7, "subject_label": "+972543334455"}

    with override("he"):
        assert telling.told(entry("number.removed", **label)).subject == "054-333-4455"
    assert changes({"phone": ["+972543334455", "*6050"]}, **label) == [
        Change("phone", "054-333-4455", "*6050")
    ]
    assert telling.shown(None, ["+972543334455", "+15"]) == "054-333-4455, +15"


def test_a_word_that_is_kept_is_told_in_the_language_of_the_reader(monkeypatch):
    monkeypatch.setattr(telling, "values", lambda: {"what": {"done": gettext_lazy("Yes")}})
    about = {
        "kind": "inquiry.checked",
        "subject_kind": "inquiries.inquiry",
        "details": {"item": "Done", "what": "done"},
    }
    with override("he"):
        assert telling.told(entry(**about)).facts == [("", "Done"), ("", "כן")]


def test_what_happens_to_an_item_of_a_checklist_has_words():
    assert {"added", "done", "open", "removed", "restored"} <= set(telling.values()["what"])


def test_yes_and_no_are_words():
    assert changes({"is_company": [False, True]}) == [Change("company", "No", "Yes")]
    with override("he"):
        assert telling.shown(None, value=True) == "כן"


def test_a_value_the_log_does_not_repeat_is_told_as_changed():
    assert changes({"id_number": ["…", "…"]}) == [Change("ID number", "", "", is_untold=True)]


def test_a_field_or_model_that_is_gone_leaves_the_bare_name():
    assert changes({"shoe_size": [38, 39]}) == [Change("shoe size", "38", "39")]
    assert changes({"shoe_size": [38, 39]}, subject_kind="gone.model") == [Change("shoe size", "38", "39")]
    assert changes({"x": 5}, subject_kind="nonsense") == [Change("x", "", "5")]


def test_long_and_many_values_fit():
    assert changes({"tags": [[], ["VIP", "בוקר"]]})[0].after == "VIP, בוקר"
    assert (
        len(changes({"text": ["", "x" * 900]}, subject_kind="customers.note")[0].after)
        == telling.LONGEST_VALUE + 1
    )


def test_a_moment_is_told_where_we_are():
    assert telling.shown_day("2026-11-22T22:30:00+00:00") == "23/11/2026 00:30"
    assert telling.shown_day("2026-11-22T22:30:00") == "22/11/2026 22:30"
    assert telling.shown_day("2026-99-99") == ""
    assert telling.shown_day("1234-abcdef") == ""


def test_the_person_and_a_label_without_news_are_not_repeated():
    assert telling.told(entry(subject_label="Noa Cohen")).subject == ""
    assert (
        telling.told(entry("injury.added", "customers.injury", subject_id=9, subject_label="פציעה")).subject
        == ""
    )
    assert (
        telling.told(entry("note.added", "customers.note", subject_id=9, subject_label="Call her")).subject
        == "Call her"
    )
    assert (
        telling.told(entry(customer_id=None, subject_kind="gone.model", subject_label="Old")).subject == "Old"
    )


def test_other_details_are_told_when_they_have_words():
    details = {
        "role": "lead",
        "run": 3,
        "count": 4,
        "filters": ["a", "b"],
        "name": "x.csv",
        "is_company": True,
    }

    with override("en"):
        facts = telling.told(entry(details=details)).facts

    assert facts == [
        ("role", "Lead"), ("How many", "4"), ("Filters", "a, b"), ("", "x.csv"), ("company", "Yes"),
    ]  # fmt: skip


def test_a_detail_that_stands_among_the_changes_is_told_once():
    told = telling.told(entry(details={"role": "customer", "changes": {"role": ["lead", "customer"]}}))

    assert (len(told.changes), told.facts) == (1, [])


def test_details_that_are_no_mapping_are_left_out():
    assert telling.told(entry(details=[1])).changes == []


@pytest.mark.parametrize(
    ("kind", "icon", "tone"),
    [
        ("note.added", "note", "green"),
        ("injury.read", "eye", "yellow"),
        ("file.removed", "trash", "red"),
        ("customer.merged", "git-merge", "purple"),
        ("nobody.knows", "activity", "teal"),
    ],
)
def test_each_kind_has_a_picture(kind, icon, tone):
    told = telling.told(entry(kind))

    assert (told.icon, told.tone) == (icon, tone)


def test_kinds_and_groups_are_named_by_their_apps():
    with override("he"):
        assert telling.kind_name("note.added") == "נוספה הערה"
        assert "note.added" in telling.kinds_named("הערה")
    assert telling.kind_name("nobody.knows") == "nobody.knows"


def test_every_kind_belongs_to_a_named_group():
    assert {kind.partition(".")[0] for kind in telling.kinds()} - set(telling.groups()) == set()


def test_the_day_is_the_one_where_we_are():
    assert telling.told(entry()).day == date(2026, 11, 23)
