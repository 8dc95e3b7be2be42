"""Saved views: a list's filters, columns and order kept under a name.

1. A view is its owner's alone, or everybody's; sharing needs the right to edit lists, and so does changing a shared one.
2. A name stands once among one's own views of a list, and once among its shared ones.
3. What is kept is the address's query, never the page.
4. A removed view can be put back as it was.
5. The log, which stays, is told the filters without what was typed. When a person is erased, what was typed to find that
   person (a name, a telephone in any format, an e-mail address, an ID number) goes from all views of the business.
6. A view can take over what its list shows now; its name and who sees it stay.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, refuse_if, refused_when_taken
from kesher.core.statements import compiled
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, SavedView
from kesher.customers.typed_text import is_about, is_typed, untyped


def seen_by(staff: Staff, *, list_key: str) -> list[SavedView]:
    """The shared ones and one's own."""
    return views_of(staff.business, staff, list_key=list_key)


@compiled
def views_of(business: Business, staff: Staff, *, list_key: str) -> Any:
    views = business.saved_views.filter(list_key=list_key)
    return views.filter(Q(staff=staff) | Q(staff=None)).order_by("position", "id")


def problems(
    *, list_key: str, name: str, is_shared: bool, by: Staff, view: SavedView | None = None
) -> list[Problem]:
    found = []
    same = by.business.saved_views.filter(list_key=list_key, name=name, staff=None if is_shared else by)
    if not name:
        found.append(Problem("name-missing", _("Please give the view a name."), field="name"))
    if same.exclude(pk=view.pk if view else None).exists():
        found.append(name_taken())
    return found + sharing_problems(by=by, is_shared=is_shared or bool(view and view.staff_id is None))


def name_taken() -> Problem:
    return Problem("view-name-taken", _("There is a view with this name already."), field="name")


def sharing_problems(*, by: Staff, is_shared: bool) -> list[Problem]:
    if not is_shared or by.may(Permission.LIST_EDIT):
        return []
    sentence = _("Shared views are changed by staff who may edit lists.")
    return [Problem("view-shared", sentence, field="is_shared", override=Permission.LIST_EDIT)]


@transaction.atomic
def save(
    *, list_key: str, name: str, query: str, is_shared: bool, by: Staff, now: datetime, position: int = 0
) -> SavedView:
    """A new view; also how a removed one is put back (rule 4)."""
    refuse_if(problems(list_key=list_key, name=name, is_shared=is_shared, by=by))
    owner = None if is_shared else by
    with refused_when_taken(name_taken()):
        view: SavedView = by.business.saved_views.create(
            name=name, query=query, list_key=list_key, staff=owner, position=position
        )
    record(Kind.VIEW_SAVED, view, by=by, now=now, query=untyped(query))
    return view


@transaction.atomic
def change(view: SavedView, *, name: str, is_shared: bool, by: Staff, now: datetime) -> SavedView:
    view = view.fresh()
    refuse_if(problems(list_key=view.list_key, name=name, is_shared=is_shared, by=by, view=view))
    before = {"name": view.name, "staff": view.staff}
    changed = changes(before, {"name": name, "staff": None if is_shared else by})
    if not changed:
        return view
    view.name, view.staff = name, None if is_shared else by
    with refused_when_taken(name_taken()):
        view.save(update_fields=["name", "staff"])
    record(Kind.VIEW_SAVED, view, by=by, now=now, changes=changed)
    return view


def changeable(staff: Staff, *, list_key: str) -> list[SavedView]:
    """One's own, and by right the shared ones (rule 1)."""
    views = seen_by(staff, list_key=list_key)
    return [view for view in views if not sharing_problems(by=staff, is_shared=view.staff_id is None)]


@transaction.atomic
def take_over(view: SavedView, *, query: str, by: Staff, now: datetime) -> SavedView:
    """Rule 6."""
    view = view.fresh()
    refuse_if(sharing_problems(by=by, is_shared=view.staff_id is None))
    if query != view.query:
        before, view.query = view.query, query
        view.save(update_fields=["query"])
        told = [untyped(before), untyped(query)]
        record(Kind.VIEW_SAVED, view, by=by, now=now, changes={"filters": told})
    return view


@transaction.atomic
def remove(view: SavedView, *, by: Staff, now: datetime) -> dict[str, Any]:
    """Returns what puts it back: arguments of `save`."""
    view = view.fresh()
    refuse_if(sharing_problems(by=by, is_shared=view.staff_id is None))
    kept = {
        "list_key": view.list_key,
        "name": view.name,
        "query": view.query,
        "is_shared": view.staff_id is None,
        "position": view.position,
    }
    record(Kind.VIEW_REMOVED, view, by=by, now=now)
    view.delete()
    return kept


def forget(person: Customer, *, names: Iterable[str]) -> None:
    """Rule 5, within the caller's transaction; `names` are all that the person ever had."""
    names = list(names)
    for view in person.business.saved_views.exclude(query=""):
        pairs = parse_qsl(view.query)
        kept = [pair for pair in pairs if not (is_typed(pair[0]) and is_about(pair[1], person, names))]
        if kept != pairs:
            view.query = urlencode(kept)
            view.save(update_fields=["query"])
