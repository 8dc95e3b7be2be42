"""Saved views: a list's filters, columns and order kept under a name.

1. A view is its owner's alone, or everybody's; sharing needs the right to edit lists, and so does changing a shared one.
2. A name stands once among one's own views of a list, and once among its shared ones.
3. What is kept is the address's query, never the page.
4. A removed view can be put back as it was.
5. The log, which stays, is told the filters without what was typed. When a person is erased, what was typed to find that
   person (a name, a telephone in any format, an e-mail address, an ID number) goes from all views of the business.
"""

import re
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
from kesher.core import phones
from kesher.core.refusals import Problem, refuse_if, refused_when_taken
from kesher.core.statements import compiled
from kesher.core.words import folded, other_layout
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, SavedView

FEWEST_DIGITS = 7
"""of a telephone that somebody is looked for by"""


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


def is_typed(name: str) -> bool:
    """Of a part of the query: the search, or what is looked for in a custom field."""
    return name == "q" or name.startswith("field_")


def untyped(query: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(query) if not is_typed(name)])


def forget(person: Customer, *, names: Iterable[str]) -> None:
    """Rule 5, within the caller's transaction; `names` are all that the person ever had."""
    names = list(names)
    for view in person.business.saved_views.exclude(query=""):
        pairs = parse_qsl(view.query)
        kept = [pair for pair in pairs if not (is_typed(pair[0]) and is_about(pair[1], person, names))]
        if kept != pairs:
            view.query = urlencode(kept)
            view.save(update_fields=["query"])


def is_about(text: str, person: Customer, names: Iterable[str]) -> bool:
    """Whether this was typed to find this person."""
    typed = (text, other_layout(text))
    is_named = any(words(name) <= words(one) for name in names if name for one in typed)
    is_written_to = bool(person.email) and any(folded(person.email) in folded(one) for one in typed)
    return is_named or is_written_to or has_number(text, person)


def words(text: str) -> set[str]:
    return {*re.findall(r"\w+", folded(text))}


def has_number(text: str, person: Customer) -> bool:
    digits = phones.digits_for_search(re.sub(r"[^\d+]", "", text))
    numbers = [person.phone, *person.numbers.values_list("phone", flat=True)]
    known = [phones.stored_digits(number) for number in numbers if number]
    if person.id_number:
        known.append(person.id_number)
    return len(digits) >= FEWEST_DIGITS and any(digits in one for one in known)
