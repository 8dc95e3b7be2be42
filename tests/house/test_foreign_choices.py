"""A key of another business, posted where a form offers rows of ours, is no choice: it is said at its field, and nothing is
written. Likewise for the keys of those whom a change for many is about, and for the columns of an import.
"""

from importlib import import_module

import pytest
from django import forms
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kesher.core.owned_form import OwnedForm
from kesher.core.owning import acting_for
from kesher.customers.models import Customer
from kesher.inquiries.forms.rows import RowField, RowsField
from kesher.office.lists import LISTS
from tests import make
from tests.house import rows
from tests.house.sources import modules
from tests.house.test_bad_input import LIKELY, subclasses
from tests.house.test_forms import ids  # noqa: F401
from tests.house.test_pages import address, in_business
from tests.make.imports import import_of

PLACES = {
    "kind": ("message", "task", "service-call", "documentation"),
    "list_key": [one.key for one in LISTS],
}
"""parameters that are no row, of which each value has a form of its own"""
SAYING = ("/check/", "/add/customer/")
"""pages that say, while one types, what the form would come to"""
OUR_OWN = ("django_session", "usersessions_")
"""written whenever somebody asks for a page"""


@pytest.fixture
def built(monkeypatch):
    """Every form that a page makes."""
    seen, kept = [], forms.BaseForm.__init__

    def init(form, *args, **options):
        kept(form, *args, **options)
        seen.append(form)

    monkeypatch.setattr(forms.BaseForm, "__init__", init)
    return seen


@pytest.fixture
def theirs(world):
    """The key of a row of theirs, of any kind."""
    business = world.theirs
    with acting_for(business):
        rows.made(business, world.foreign_customer, business.staff.first())

    def key(model):
        with acting_for(business):
            held = getattr(business, model.reached_as)
            return (held.first() or held.create(name="Theirs")).pk

    return key


def model_of(field):
    """The model whose rows this field offers, if any."""
    if not is_of_rows(field):
        return None
    return (field.queryset if isinstance(field, forms.ModelChoiceField) else field.rows).model


def is_of_rows(field):
    return isinstance(field, forms.ModelChoiceField | RowField | RowsField)


def offering(form):
    """{name in the body: (name in the form, model)} of its fields that offer rows."""
    models = {name: model_of(field) for name, field in form.fields.items()}
    return {form[name].html_name: (name, model) for name, model in models.items() if model}


def accepted(form, sent):
    """The fields to which a foreign key is a choice."""
    return [
        f"{type(form).__name__}.{name}"
        for sent_as, (name, _model) in offering(form).items()
        if sent_as in sent and name not in form.errors
    ]


def posted(desk, url, sent):
    """The answer, and what was written before it is taken back."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = desk.post(url, sent)
        b"".join(answer) if answer.streaming else None
        transaction.set_rollback(True)
    written = [one["sql"][:120] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    return answer, [sql for sql in written if not any(table in sql for table in OUR_OWN)]


def employed(world):
    person = make.customer(world.ours)
    person.staff = make.staff(world.ours)
    with acting_for(world.ours):
        person.save()
    return person


def urls(keys):
    for route, _one in in_business():
        name = next((name for name in PLACES if f":{name}>" in route), "")
        for value in PLACES.get(name, [""]):
            url = address(route, "ours", {**keys, **({name: value} if name else {})})
            yield url
    convert = "/b/ours/customers/{}/convert/?to={}"
    yield from (convert.format(keys["customer_id"], "staff"), convert.format(keys["employed"], "staff-ended"))


def test_a_key_of_another_business_is_no_choice_in_any_form(world, desk, ids, built, theirs):  # noqa: F811
    wrong, met = {}, set()
    for url in urls(ids | {"employed": employed(world).pk}):
        built.clear()
        posted(desk, url, LIKELY)
        offered = {sent_as: model for form in built for sent_as, (_name, model) in offering(form).items()}
        if not offered:
            continue
        sent = {sent_as: theirs(model) for sent_as, model in offered.items()}
        built.clear()
        answer, written = posted(desk, url, {**LIKELY, **sent})
        bound = [form for form in built if form.is_bound]
        met |= {one for form in bound for one in type(form).__mro__}
        found = [name for form in bound for name in accepted(form, sent)]
        is_refused = answer.status_code in {404, 422} or (answer.status_code == 200 and url.endswith(SAYING))
        if found or written or not is_refused or str(world.foreign_customer) in answer.text:
            wrong[url] = (answer.status_code, found, written)

    assert wrong == {}
    assert {
        one for one in subclasses(OwnedForm) if any(map(is_of_rows, one.base_fields.values()))
    } - met == set()


def test_the_sweep_sees_a_form_that_offers_everybodys_rows(world):
    class OpenForm(OwnedForm):
        customer = forms.ModelChoiceField(queryset=None)

        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            self.fields["customer"].queryset = Customer.objects.across_businesses()

    sent = {"customer": world.foreign_customer.pk}
    with acting_for(world.ours):
        assert accepted(OpenForm(sent, business=world.ours), sent) == ["OpenForm.customer"]


def test_a_change_for_many_reaches_nobody_of_another_business(world, desk, ids, built):  # noqa: F811
    with acting_for(world.theirs):
        keys = {"customers": world.foreign_customer.pk, "inquiries": make.inquiry(world.theirs).pk}
    told = {}
    for route, one in in_business():
        if not one.name.startswith("bulk_"):
            continue
        url = address(route, "ours", ids)
        sent = {**LIKELY, "selected": keys[url.split("/")[3]], "scope": "selected", "list": ""}
        built.clear()
        posted(desk, url, sent)
        first = {
            name: field.queryset.first()
            for form in built
            for name, field in form.fields.items()
            if hasattr(field, "queryset")
        }
        sent |= {name: row.pk for name, row in first.items() if row}
        for seen in ({}, {"seen": "anything"}):
            answer, written = posted(desk, url, {**sent, **seen})
            if written or 'name="seen"' in answer.text or str(world.foreign_customer) in answer.text:
                told[url] = (answer.status_code, written)

    assert told == {}


def test_a_column_does_not_go_into_a_field_of_another_business(world, desk):
    fields = []
    for business in (world.theirs, world.ours):
        with acting_for(business):
            fields.append(business.custom_fields.create(name="Diet"))
    url = f"/b/ours/customers/imports/{import_of(world.ours, by=world.staff).pk}/columns/"
    sent = {"role": "lead", "known": "fill", "column_0": "first_name"}

    answers = [desk.post(url, {**sent, "column_1": f"field:{field.pk}"}).status_code for field in fields]

    assert answers == [422, 303]


OUTSIDE = {
    "kesher.activity.reading.QuestionForm": "stands below the businesses and offers no rows",
    "kesher.office.forms": "before anybody is in a business: accounts and their addresses",
    "kesher.businesses.forms.resetting.ResetForm": "the sign-in library's, with another mail",
    "kesher.calendar.forms.recurring.RecurrenceFields": "fields that an OwnedForm takes in",
    "kesher.calendar.forms.reminding.ReminderFields": "fields that an OwnedForm takes in",
}
"""forms that need no business, by their name or that of their module"""


def test_every_form_belongs_to_a_business_or_says_why_not():
    assert [one for one in every_form() if not issubclass(one, OwnedForm) and not is_outside(one)] == []


def test_what_is_listed_as_outside_is_there_and_outside():
    outside = {name for one in every_form() if not issubclass(one, OwnedForm) for name in names_of(one)}

    assert set(OUTSIDE) - outside == set()


def test_a_form_without_a_business_is_seen():
    class LooseForm(forms.Form):
        pass

    assert not issubclass(LooseForm, OwnedForm)
    assert not is_outside(LooseForm)


def every_form():
    for path in modules():
        if "form" in path:
            import_module(f"kesher.{path.removesuffix('.py').replace('/', '.')}")
    return list(subclasses(forms.BaseForm))


def is_outside(form):
    return bool(names_of(form) & {*OUTSIDE})


def names_of(form):
    return {form.__module__, f"{form.__module__}.{form.__qualname__}"}
