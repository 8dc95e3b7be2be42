import re

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from kesher.core.owning import acting_for
from kesher.customers import filtering, phrasing
from tests import make


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def found(business, query, *, by):
    wanted = filtering.wanted(QueryDict(query), filtering.choices_of(business))
    people = filtering.narrowed(business.customers.visible_to(by), wanted, by=by, today=timezone.localdate())
    return sorted(one.last_name for one in people)


@pytest.mark.parametrize(
    ("kind", "held", "query", "names"),
    [
        ("number", ("9.5", "10", "100"), "field_{0}=10..100", ["B", "C"]),
        ("number", ("-3", "10", "100"), "field_{0}_to=10&field_{0}_from=", ["A", "B"]),
        ("number", ("9.5", "10", "100"), "field_{0}_from=9.6", ["B", "C"]),
        ("number", ("9.5", "10", "100"), "field_{0}=many..", []),
        (
            "date",
            ("2026-01-31", "2026-02-03", "2026-11-01"),
            "field_{0}_from=1/2/2026&field_{0}_to=3/2/26",
            ["B"],
        ),
        ("date", ("2026-01-31", "2026-02-03", "2026-11-01"), "field_{0}=..2026-02-03", ["A", "B"]),
        ("text", ("a..b", "ab", "c"), "field_{0}=a..b", ["A"]),
    ],
)
def test_days_and_numbers_are_found_from_one_to_another(ours, world, kind, held, query, names):
    field = ours.custom_fields.create(name="Own", kind=kind, is_in_list=True)
    words = ours.custom_fields.create(name="Words", is_in_list=True)
    for name, value in zip("ABC", held, strict=True):
        person = make.customer(ours, last_name=name)
        person.field_values.create(business=ours, field=field, value=value)
        person.field_values.create(business=ours, field=words, value="no number")

    assert found(ours, query.format(field.pk), by=world.staff) == names


def test_a_range_and_an_answer_are_said_in_words(ours):
    size = ours.custom_fields.create(name="Size", kind="number", is_in_list=True)
    agreed = ours.custom_fields.create(name="Agreed", kind="yes-no", is_in_list=True)
    choices = filtering.choices_of(ours)

    def said(query):
        with override("en"):
            found = phrasing.sentences(filtering.wanted(QueryDict(query), choices), choices)
            return [re.sub("[\u2066-\u2069]", "", one.label) for one in found]

    assert said(f"field_{size.pk}_from=3&field_{size.pk}_to=5") == ["Size: from 3 to 5"]
    assert said(f"field_{size.pk}=3..") == ["Size: from 3 on"]
    assert said(f"field_{size.pk}=..5") == ["Size: up to 5"]
    assert said(f"field_{agreed.pk}=1") == ["Agreed: Yes"]
