"""The settings lists: one page edits them all, one line describes each.

1. A list has a key (its address), a name, the rows it walks to from the business, and the fields one edits.
2. Its rows are added, changed, ordered, retired, restored and, when nobody uses them, deleted.
3. Each list has the right that its page asks for.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from kesher.businesses.permissions import Permission
from kesher.customers import list_rows
from kesher.customers.models import CustomField, Source, Stage, Tag


@dataclass(frozen=True)
class SettingsList:
    key: str
    label: Any
    one: Any
    """what a single row is called"""
    text: Any
    model: type[Any]
    fields: tuple[str, ...]
    right: Permission = Permission.LIST_EDIT
    verbs: Any = list_rows
    """the module with add, change, retire, restore, remove, move"""

    def rows(self, business: Any) -> Any:
        return getattr(business, self.model.reached_as)


LISTS = (
    SettingsList(
        "stages",
        _("Lead stages"),
        _("Stage"),
        _("Where a lead stands on the way to becoming a customer"),
        Stage,
        ("name", "group", "colour"),
    ),
    SettingsList("sources", _("Sources"), _("Source"), _("How people came to you"), Source, ("name",)),
    SettingsList(
        "tags", _("Tags"), _("Tag"), _("Marks on people, to find and filter them"), Tag, ("name", "colour")
    ),
    SettingsList(
        "fields",
        _("Custom fields"),
        _("Custom field"),
        _("Details of your own on each profile"),
        CustomField,
        ("name", "kind", "choices", "is_required", "is_in_list"),
    ),
)


def found(key: str) -> SettingsList:
    for one in LISTS:
        if one.key == key:
            return one
    raise Http404


def shown_to(staff: Any) -> list[SettingsList]:
    return [one for one in LISTS if staff.may(one.right)]
