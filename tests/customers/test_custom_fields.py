from datetime import date

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import custom_fields
from kesher.customers.models import FieldKind

TODAY = date(2026, 11, 22)


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world


def field(world, kind=FieldKind.TEXT, **fields):
    return world.ours.custom_fields.create(**{"name": f"Field {kind}", "kind": kind, **fields})


def fill(world, values):
    return custom_fields.fill(world.customer, values=values, by=world.staff, now=timezone.now())


def codes(refused):
    return [(problem.code, problem.field) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("text", " red ", "red"), ("long-text", "a\nb", "a\nb"), ("number", "1,234.50", "1234.5"), ("number", "100", "100"),
        ("number", "-0.5", "-0.5"), ("date", "22/11", "2026-11-22"), ("yes-no", "כן", "1"), ("yes-no", "no", "0"),
        ("choice", "M", "M"), ("number", "", ""), ("number", "1e-20", "0.00000000000000000001"),
    ],
)  # fmt: skip
def test_values_are_kept_in_one_form(ours, kind, typed, kept):
    assert custom_fields.stored(field(ours, kind, choices=["S", "M"]), typed, today=TODAY) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "many"), ("number", "1e400"), ("number", "NaN"), ("number", "1e-999999999"), ("number", "1e-21"), ("number", "sNaN"), ("date", "soon"), ("yes-no", "maybe"),
     ("choice", "XL"), ("text", "x" * 301)],
)  # fmt: skip
def test_what_is_no_value_of_the_field_is_refused(ours, kind, typed):
    own = field(ours, kind, choices=["S", "M"])

    with pytest.raises(Refused) as refused:
        fill(ours, {own: typed})
    assert codes(refused) == [("field-unreadable", f"field_{own.pk}")]


def test_a_required_field_is_filled_in(ours):
    own = field(ours, is_required=True)

    with pytest.raises(Refused) as refused:
        fill(ours, {own: " "})
    assert codes(refused) == [("field-missing", f"field_{own.pk}")]


def test_an_emptied_value_is_removed(ours):
    own = field(ours)
    fill(ours, {own: "red"})

    fill(ours, {own: ""})

    assert custom_fields.values_of(ours.customer) == {}


def test_a_retired_field_keeps_its_values_but_is_not_asked_for(ours):
    own = field(ours)
    fill(ours, {own: "red"})
    own.retired_at = timezone.now()
    own.save()

    assert custom_fields.in_use(ours.ours) == []
    assert custom_fields.values_of(ours.customer) == {own.pk: "red"}


def test_a_choice_that_left_the_list_stands_where_it_was_chosen(ours):
    own = field(ours, FieldKind.CHOICE, choices=["S", "M"])
    fill(ours, {own: "S"})
    own.choices = ["M"]
    own.save()

    fill(ours, {own: "S"})

    assert custom_fields.values_of(ours.customer) == {own.pk: "S"}


def test_all_that_changed_at_once_is_one_entry(ours):
    size, height = field(ours, name="Size"), field(ours, FieldKind.NUMBER, name="Height")
    fill(ours, {size: "M", height: "168"})
    fill(ours, {size: "M", height: "169"})
    fill(ours, {size: "M", height: "169"})

    facts = Entry.objects.about(ours.customer).order_by("-id").values_list("kind", "details")
    assert list(facts[:2]) == [
        ("field.changed", {"changes": {"Height": ["168", "169"]}}),
        ("field.changed", {"changes": {"Size": ["", "M"], "Height": ["", "168"]}}),
    ]


def test_the_log_keeps_yes_and_no_for_readers_of_any_language(ours):
    fill(ours, {field(ours, FieldKind.YES_NO, name="Vegan"): "yes"})

    assert Entry.objects.about(ours.customer).latest("id").details == {"changes": {"Vegan": ["", True]}}


def test_the_box_is_saved_whole_or_not_at_all(ours):
    own = field(ours, FieldKind.NUMBER)

    with pytest.raises(Refused) as refused:
        custom_fields.change_with(
            ours.customer,
            values={own: "many"},
            by=ours.staff,
            now=timezone.now(),
            invoice_name="Dana",
            id_number="1",
        )

    assert codes(refused) == [("id-wrong", "id_number"), ("field-unreadable", f"field_{own.pk}")]
    ours.customer.refresh_from_db()
    assert ours.customer.invoice_name == ""


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [("yes-no", "1", "כן"), ("yes-no", "0", "לא"), ("date", "2026-03-01", "01/03/2026"), ("text", "x", "x")],
)
def test_values_are_shown_as_people_read_them(ours, kind, value, shown):
    assert str(custom_fields.shown(field(ours, kind), value)) == shown
