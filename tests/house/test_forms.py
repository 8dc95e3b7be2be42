"""A form shows every field it reads, and saving it untouched changes nothing: what is not shown would come back empty."""

import pytest
from django.forms import BaseForm

from kesher.activity.models import Entry
from kesher.core import pages
from kesher.core.owning import acting_for
from tests import browsing, make
from tests.house import rows
from tests.house.test_pages import address, in_business

PARTS = {
    "b/<slug:business_slug>/inquiries/<slug:kind>/add/customer/",
    "b/<slug:business_slug>/diary/meetings/place/",
    "b/<slug:business_slug>/customers/numbers/abilities/",
}
"""they show a part of a form"""
ADDED_BY_NAME = {"customers"}
"""of the many only those who were chosen stand on the page"""


@pytest.fixture
def ids(world):
    """A business with something to choose in every list."""
    with acting_for(world.ours):
        for name in ("North", "South"):
            make.branch(world.ours, name=name)
        make.team(world.ours, staff=[world.staff])
        yield rows.made(world.ours, world.customer, world.staff)


@pytest.fixture
def contexts(monkeypatch):
    seen, kept = [], pages.given
    monkeypatch.setattr(
        pages, "given", lambda request, context: seen.append(context) or kept(request, context)
    )
    return seen


def body(answer):
    return b"".join(answer).decode("utf-8", "replace")


def hidden(form, page):
    """Its fields that offer something and are not on the page; a form of which nothing is there is not shown at all."""
    names = {form[name].html_name for name, field in form.fields.items() if offers(field)} - ADDED_BY_NAME
    missing = {name for name in names if f'name="{name}' not in page}
    return missing if missing != names else set()


def offers(field):
    choices = getattr(field, "choices", None)
    return choices is None or any(key for key, _label in choices)


@pytest.mark.parametrize("kind", ["message", "task", "service-call", "documentation"])
def test_a_form_shows_every_field_that_it_reads(world, desk, ids, contexts, kind):
    wrong = {}
    for route, _ in in_business():
        if kind != "task" and "<slug:kind>" not in route:
            continue
        contexts.clear()
        page = body(desk.get(address(route, "ours", ids | {"kind": kind})))
        forms = [one for context in contexts for one in context.values() if isinstance(one, BaseForm)]
        lacking = set().union(*(hidden(form, page) for form in forms))
        if lacking and route not in PARTS:
            wrong[route] = lacking

    assert wrong == {}


def test_a_form_that_is_saved_untouched_changes_nothing(world, desk, ids):
    changing = [route for route, one in in_business() if one.name.startswith(("edit", "change_"))]
    told = {}
    for route in changing:
        path = address(route, "ours", ids)
        page = desk.get(path)
        fields = browsing.sent(body(page)) if page.status_code == 200 else {}
        last = Entry.objects.order_by("pk").last()
        if fields:
            answer = desk.post(path, fields, headers={"HX-Request": "true"})
            new = Entry.objects.filter(pk__gt=last.pk if last else 0)
            if new or answer.status_code not in {204, 303}:
                told[route] = (answer.status_code, [(one.kind, one.details) for one in new])

    assert told == {}
