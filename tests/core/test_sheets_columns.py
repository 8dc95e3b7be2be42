import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core.sheets import addresses, columns
from kesher.core.sheets.columns import Match
from kesher.core.sheets.headers import ALIASES, FIELDS


def fields(*header: str) -> list[str]:
    found = columns.matched(header)
    return [found[index].field if index in found else "" for index in range(len(header))]


def test_hebrew_headers_are_matched():
    assert fields(
        "שם פרטי", "שם משפחה", "טלפון", "נייד", 'דוא"ל', "ת.ז.", "תעודת זהות", "ח.פ.", "תאריך לידה", "מגדר", "רחוב",
        "עיר", "ישוב", "מיקוד", "הערות", "סניף", "תגיות", "מקור", "מספר לקוח", "שם מלא", "כתובת", "אימייל",
    ) == [
        "first_name", "last_name", "phone", "phone", "email", "id_number", "id_number", "company_number", "birthday",
        "gender", "street", "town", "town", "postal_code", "notes", "branch", "tags", "source", "number", "full_name",
        "street", "email",
    ]  # fmt: skip


def test_no_two_fields_share_a_header():
    owners = {columns.plain(name): field for field, several in ALIASES.items() for name in several}
    assert all(owners[columns.plain(name)] == field for field, several in ALIASES.items() for name in several)


@pytest.mark.parametrize(
    "header", ["  שם  פרטי ", "שם־פרטי:", "שם_פרטי", "First name*", "FIRST-NAME", "'שם פרטי'"]
)
def test_spaces_quotes_and_punctuation_do_not_matter(header: str):
    assert fields(header) == ["first_name"]


def test_a_header_with_a_typo_is_matched_with_less_confidence():
    found = columns.matched(["Frist Name", "תאריך לידח", "Emial address"])

    assert [match.field for match in found.values()] == ["first_name", "birthday", "email"]
    assert all(match.confidence < 1 for match in found.values())


def test_labels_unknown_headers_and_empty_ones_are_left_alone():
    assert (
        fields("Phone 1 - Label", "Address 1 - Label", "Photo", "", "???", "גובה", "Phonetic First Name")
        == [""] * 7
    )


def test_our_own_keys_are_matched():
    assert fields(*FIELDS) == list(FIELDS)


def test_phones_take_the_next_places_and_the_rest_comes_apart():
    mapping = columns.matched(["Business Phone", "Mobile Phone", "Notes", "Home Phone", "Home Phone 2"])

    assert columns.gathered(
        ["03-5012345", "0502345678", "א", "04-5012345 / 08-5012345", "0502345678"], mapping
    ) == {
        "phone": "0502345678",
        "phone_2": "04-5012345",
        "phone_3": "08-5012345",
        "notes": "א",
        "more_phones": "03-5012345",
    }


def test_labels_go_with_the_phones_beside_them():
    header = [
        "Phone 1 - Label",
        "Phone 1 - Value",
        "Phone 2 - Value",
        "Phone 2 - Label",
        "טלפון 3",
        "טלפון 3 – תווית",
    ]
    cells = ["Work", "03-5012345 ::: 04-5012345", "0502345678", "Mobile", "08-5012345", "אמא"]

    found = columns.gathered(cells, columns.matched(header), columns.labelled(header))

    assert (found["phone"], found["phone_label"], found["phone_2_label"]) == ("03-5012345", "Work", "Work")
    assert (found["phone_3_label"], found["more_phones"]) == ("Mobile", "אמא: 08-5012345")


def test_a_street_is_taken_before_a_whole_address():
    mapping = columns.matched(["Address 1 - Formatted", "Address 1 - Street"])

    assert columns.gathered(["הגפן 3\nחיפה", "הגפן 3"], mapping) == {"street": "הגפן 3"}
    assert columns.gathered(["הגפן 3\nחיפה", ""], mapping) == {"street": "הגפן 3\nחיפה"}


def test_groups_of_google_are_no_tags():
    mapping = {0: Match("tags", 1), 1: Match("email", 1)}

    assert columns.gathered(["* myContacts ::: לקוחות ::: VIP", "a@b.c ::: d@e.f"], mapping) == {
        "tags": "לקוחות, VIP",
        "email": "a@b.c",
        "email_2": "d@e.f",
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("דרך בגין 12", ("דרך בגין", "12")),
        ("שד' ירושלים 1/2", ("שד' ירושלים", "1/2")),
        ("הגפן 3א", ("הגפן", "3א")),
        ("123 Home St", ("123 Home St", "")),
        ("הגפן", ("הגפן", "")),
        ("רחוב 7 12", ("רחוב 7 12", "")),
    ],
)
def test_a_house_number_is_taken_from_the_end(text: str, parts: tuple[str, str]):
    assert addresses.split_street(text) == parts


@settings(max_examples=200)
@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_any_header_and_cells_are_accepted(header: list[str], cells: list[str]):
    columns.gathered(cells, columns.matched(header))
    for cell in cells:
        addresses.split_street(cell)
