import pytest
from django.utils.translation import override

from kesher.core.sheets import vcards
from kesher.core.sheets.columns import PHONES, labelled, matched
from kesher.core.sheets.headers import FIELDS
from kesher.customers.import_fields import LABELS, Reading, headings, one_line, short


def test_every_field_that_columns_are_matched_to_has_a_name():
    assert set(FIELDS) - set(LABELS) == set()


@pytest.mark.parametrize("language", ["he", "en"])
def test_the_columns_of_cards_are_known_again_by_the_names_that_people_read(language):
    with override(language):
        header = headings(vcards.HEADER)

    places = {name: index for index, name in enumerate(vcards.HEADER)}
    assert not set(header) & set(vcards.HEADER)
    assert [match.field for match in matched(header).values()] == list(FIELDS)
    assert labelled(header) == {places[name]: places[f"{name}_label"] for name in PHONES}


def test_customer_number_tells_the_person_when_nothing_better_does():
    assert Reading(1, number="17").former_key == "number:17"
    assert Reading(1, number="17", source_key="a").former_key == "a"
    assert Reading(1).former_key == ""


def test_lines_become_one_and_long_values_are_shortened():
    assert one_line(" a \n\n b ", ", ") == "a, b"
    assert short("x" * 41) == "x" * 40 + "…"
