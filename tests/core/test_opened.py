"""Two tabs edit one row: fields of the second sender's own are kept, the other's are not written over unseen."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils import timezone

from kesher.core.owned_form import OwnedForm
from tests import make


class PlaceForm(OwnedForm):
    town = forms.CharField(required=False)
    street = forms.CharField(required=False)
    is_main = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=[("a", "Home"), ("b", "Work")])


BEFORE = {"town": "Haifa", "street": "Herzl", "is_main": True, "kind": "a"}
POSTED = {"town": "Haifa", "street": "Herzl", "is_main": "on", "kind": "a"}


def nobody_knows(_name, _label):
    return None


def orit(_name, _label):
    return "Orit", timezone.now()


@pytest.fixture
def business(db):
    return make.business()


def opened(business):
    return PlaceForm(business=business, initial=BEFORE, who_changed=nobody_knows).opened


def sent(business, *, now, who_changed=nobody_knows, without=(), **typed):
    """The form that was opened on BEFORE, sent when `now` stands there."""
    data = QueryDict(mutable=True)
    values = {"opened": opened(business), **POSTED, **typed}
    data.update({name: value for name, value in values.items() if name not in without})
    return PlaceForm(data, business=business, initial={**BEFORE, **now}, who_changed=who_changed)


def test_a_field_that_the_sender_left_alone_keeps_what_somebody_wrote_meanwhile(business):
    form = sent(business, now={"town": "Acre", "is_main": False, "kind": "b"}, street="Jaffa")

    assert form.is_valid()
    assert form.cleaned_data == {"town": "Acre", "street": "Jaffa", "is_main": False, "kind": "b"}


def test_a_field_that_both_changed_comes_back_with_who_and_what_stands_there(business):
    form = sent(business, now={"town": "Acre"}, who_changed=orit, town="Lod", street="Jaffa")

    assert not form.is_valid()
    assert list(form.errors) == ["town"]
    assert "Orit" in form.errors["town"][0]
    assert "Acre" in form.errors["town"][0]
    assert (form["town"].value(), form["street"].value()) == ("Lod", "Jaffa")


def test_what_stands_there_is_told_by_the_name_of_the_choice(business):
    form = sent(business, now={"kind": "b"}, kind="")

    assert "Work" in form.errors["kind"][-1]


def test_sending_the_form_that_came_back_once_more_saves_it(business):
    back = sent(business, now={"town": "Acre"}, town="Lod")
    again = sent(business, now={"town": "Acre"}, town="Lod", opened=back.opened)

    assert (back.is_valid(), again.is_valid()) == (False, True)
    assert again.cleaned_data["town"] == "Lod"


def test_both_may_write_the_same(business):
    assert sent(business, now={"town": "Acre"}, town="Acre").is_valid()


@pytest.mark.parametrize("said", ["", "[]", "{", "[" * 3000, '{"nobody": ["x"]}'])
def test_a_form_that_does_not_say_what_it_was_opened_on_is_taken_as_it_is(business, said):
    form = sent(business, now={"town": "Acre"}, town="Lod", opened=said)

    assert form.is_valid()


def test_a_form_of_nothing_that_others_change_carries_nothing(business):
    assert PlaceForm(business=business, initial=BEFORE).opened == ""
