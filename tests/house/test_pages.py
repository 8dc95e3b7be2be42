"""The sweeps: every view has one guard; strangers, people without rights and anonymous visitors are kept out."""

import ast

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from kesher.businesses.permissions import MODULE_OF
from kesher.core.owning import acting_for
from tests import make
from tests.house import rows
from tests.house.sources import modules

LIBRARIES = ("allauth.", "django.")


def patterns(resolver=None, prefix=""):
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern):
            yield route, one


def ours():
    return [(route, one) for route, one in patterns() if not one.callback.__module__.startswith(LIBRARIES)]


def in_business():
    return [(route, one) for route, one in ours() if route.startswith("b/<slug:business_slug>/")]


def address(route, slug, ids):
    """The route with the slug and, for each object parameter, the id of a made row."""
    path = route.replace("<slug:business_slug>", slug)
    for part in rows.parameters(route):
        path = path.replace(part.text, str(ids[part.name]))
    return f"/{path}"


def test_every_view_has_a_guard():
    assert [route for route, one in ours() if not hasattr(one.callback, "guard")] == []


def test_every_object_parameter_has_a_maker():
    unknown = {part.name for route, _one in ours() for part in rows.parameters(route)} - set(rows.MAKERS)

    assert unknown == set()


MODULE = tuple(
    f"kesher.{app}." for app in ("customers", "calendar", "entitlements", "contracts", "inquiries", "reports")
)
OWN_REMINDERS = "kesher.calendar.views.reminding"
"""rings on every page of whoever was reminded, whatever the code says"""


def test_every_page_of_the_module_asks_for_a_right_of_the_module():
    pages = [
        (route, one.callback) for route, one in in_business() if one.callback.__module__.startswith(MODULE)
    ]
    rights = {f"staff_may:{right}" for right in MODULE_OF}

    open_pages = [
        route for route, view in pages if view.guard not in rights and view.__module__ != OWN_REMINDERS
    ]
    assert open_pages == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_told_nothing(world, client, method):
    """Staff of another business: 404 for the whole business."""
    client.force_login(make.staff(world.theirs).user)
    with acting_for(world.ours):
        ids = rows.made(world.ours, world.customer, world.staff)

    answers = {
        route: getattr(client, method)(address(route, "ours", ids)).status_code for route, _ in in_business()
    }

    assert {route: code for route, code in answers.items() if code not in {404, 405}} == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_rows_of_another_business_are_not_found(world, desk, method):
    """Our owner with every right asks, within our business, for rows of theirs."""
    with acting_for(world.theirs):
        ids = rows.made(world.theirs, world.foreign_customer, world.theirs.staff.get())
    routes = [
        route for route, _ in in_business() if any(rows.MAKERS[part.name] for part in rows.parameters(route))
    ]

    answers = {route: getattr(desk, method)(address(route, "ours", ids)).status_code for route in routes}

    assert {route: code for route, code in answers.items() if code not in REAUTHENTICATES | {404, 405}} == {}


REAUTHENTICATES: set[int] = set()


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_rights_are_refused(world, client, method):
    client.force_login(make.staff(world.ours, permissions=[]).user)
    with acting_for(world.ours):
        ids = rows.made(world.ours, world.customer, world.staff)
    guarded = [(route, one) for route, one in in_business() if one.callback.guard.startswith("staff_may")]

    answers = {
        route: getattr(client, method)(address(route, "ours", ids)).status_code for route, _ in guarded
    }

    assert {route: code for route, code in answers.items() if code not in REFUSED[method]} == {}


REFUSED = {"get": {403, 405}, "post": {403}}
"""a verb that is only posted tells nothing by refusing to be read"""


@pytest.mark.parametrize("method", ["get", "post"])
def test_anonymous_visitors_are_sent_to_sign_in(world, client, method):
    with acting_for(world.ours):
        ids = rows.made(world.ours, world.customer, world.staff)
    closed = [(route, one) for route, one in ours() if not one.callback.guard.startswith("open_to_all")]

    answers = {route: getattr(client, method)(address(route, "ours", ids)) for route, _ in closed}

    assert [route for route, answer in answers.items() if not is_kept_out(answer, method)] == []


def is_kept_out(answer, method):
    is_verb_only = method == "get" and answer.status_code == 405
    return is_verb_only or "/accounts/login/" in answer.headers.get("Location", "")


SEEKERS = {"get_object_or_404", "get_list_or_404", "aget_object_or_404", "aget_list_or_404"}
NOT_OWNED = {
    "UserSession": "the sign-in library's: of the user who asks",
    "Delivery": "a shared table beside the log: `of` starts from the business",
}


def test_pages_seek_a_row_only_where_they_walked_to():
    wrong = [f"{path}: {place}" for path, tree in modules().items() for place in sought_at_large(tree)]

    assert wrong == []


@pytest.mark.parametrize(
    ("seeking", "is_at_large"),
    [
        ("get_object_or_404(Customer, pk=1)", True),
        ("shortcuts.get_object_or_404(Customer.objects, pk=1)", True),
        ("rows = Customer._rows.all()\n get_object_or_404(rows.order_by('pk'), pk=1)", True),
        ("get_object_or_404(klass=models.Customer, pk=1)", True),
        ("get_object_or_404(request.business.customers.visible_to(request.staff), pk=1)", False),
        ("rows = request.business.customers\n get_object_or_404(rows, pk=1)", False),
        ("get_object_or_404(Delivery.objects.of(request.business), pk=1)", False),
    ],
)
def test_seeking_at_large_is_seen(seeking, is_at_large):
    assert bool([*sought_at_large(ast.parse(f"def view(request):\n {seeking}"))]) is is_at_large


def sought_at_large(tree):
    """Where a row is sought in a model, not in rows of the business: said in the call, or of the name that it is given."""
    for view in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        named = {
            target.id: node.value
            for node in ast.walk(view)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(view) if isinstance(node, ast.Call)):
            if getattr(call.func, "attr", getattr(call.func, "id", "")) in SEEKERS:
                rows_sought = [*call.args[:1], *(one.value for one in call.keywords if one.arg == "klass")][0]
                if classes_in(rows_sought, named) - set(NOT_OWNED):
                    yield f"line {call.lineno}"


def classes_in(expression, named):
    """The classes that the expression starts from, through names that were given to a part of it."""
    found = set()
    for node in ast.walk(expression):
        word = getattr(node, "attr", getattr(node, "id", ""))
        if word[:1].isupper() and not word.isupper():
            found.add(word)
        elif isinstance(node, ast.Name) and node.id in named:
            found |= classes_in(
                named[node.id], {key: value for key, value in named.items() if key != node.id}
            )
    return found
