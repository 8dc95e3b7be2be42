"""Who is named besides the person whom something is about, and who may read that name.

1. Staff limited to branches read the names of people whom they may see; anybody else is "A person of another branch".
2. In the log, few kinds name somebody else (NAMING), under few names (NAMED_AS): among the details or among the changes.
   Such a name is hidden wherever it stands in the entry.
3. The log keeps names, not keys: whom it names is somebody who is called so now.
"""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from kesher.activity.models import Entry
from kesher.businesses.models import Staff
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer

NAMING = (
    Kind.RELATION_ADDED, Kind.RELATION_REMOVED, Kind.RELATION_RESTORED, Kind.CHANGED, Kind.MERGED, Kind.MERGE_UNDONE,
    Kind.PAIR_DISMISSED, Kind.PAIR_PUT_BACK,
    "inquiry.changed", "meeting.changed", "meeting.moved",
)  # fmt: skip
"""what is told about somebody (or something) and names another person"""
NAMED_AS = ("person", "merged", "other", "payer", "customer")
"""where: among the details, or among the changes"""


def name_for(person: Customer | None, *, by: Staff) -> str:
    """Rule 1; nobody has no name."""
    if person is None:
        return ""
    return person.full_name if person.is_visible_to(by) else _("A person of another branch")


def named_in(details: dict[str, Any]) -> set[str]:
    changed = details.get("changes") or {}
    pairs = [changed.get(key) or [] for key in NAMED_AS]
    return {str(name) for name in [*(details.get(key) for key in NAMED_AS), *chain(*pairs)] if name}


def veiled(entries: Iterable[Entry], *, by: Staff) -> list[Entry]:
    """The entries as this staff member may read them, not to be kept; one question to the database at most."""
    found = list(entries)
    naming = [entry for entry in found if entry.kind in NAMING and by.branch_ids]
    hidden = unseen({name for entry in naming for name in named_in(entry.details)}, by=by)
    for entry in naming:
        names = named_in(entry.details) & hidden
        entry.details = without(entry.details, names) if names else entry.details
    return found


def unseen(names: set[str], *, by: Staff) -> set[str]:
    """Those which nobody bears whom the staff member may see."""
    if not names:
        return set()
    people = by.business.customers.visible_to(by).filter(full_name__in=names)
    return names - {*people.order_by().values_list("full_name", flat=True)}


def without(value: Any, names: set[str]) -> Any:
    match value:
        case dict():
            return {key: without(one, names) for key, one in value.items()}
        case list():
            return [without(one, names) for one in value]
    return _("A person of another branch") if value in names else value
