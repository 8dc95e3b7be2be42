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
from kesher.calendar.models import MeetingType, Resource
from kesher.customers import list_rows
from kesher.customers.models import CustomField, Source, Stage, Tag
from kesher.inquiries.models import InquiryType, Priority, SavedAnswer, Status, TreatmentType


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
    SettingsList(
        "inquiry-types",
        _("Inquiry types"),
        _("Inquiry type"),
        _("What messages, tasks, calls and documentation are about"),
        InquiryType,
        ("kind", "name", "parent"),
    ),
    SettingsList(
        "statuses",
        _("Statuses"),
        _("Status"),
        _("Where an inquiry stands; number 0 is always closed"),
        Status,
        ("number", "name", "category", "colour"),
    ),
    SettingsList(
        "priorities",
        _("Priorities"),
        _("Priority"),
        _("How urgent, and what response times that promises"),
        Priority,
        ("name", "rank", "colour", "response_minutes", "resolution_minutes"),
    ),
    SettingsList(
        "treatment-types",
        _("Treatment types"),
        _("Treatment type"),
        _("What is done on a service call, and the status it brings"),
        TreatmentType,
        ("name", "sub_type", "status"),
    ),
    SettingsList(
        "saved-answers",
        _("Saved answers"),
        _("Saved answer"),
        _("Texts that are often written"),
        SavedAnswer,
        ("name", "text"),
    ),
    SettingsList(
        "meeting-types",
        _("Meeting types"),
        _("Meeting type"),
        _("Kinds of meetings, with their colour and usual length"),
        MeetingType,
        ("name", "colour", "minutes"),
    ),
    SettingsList(
        "resources",
        _("Rooms and resources"),
        _("Room or resource"),
        _("What a meeting takes up besides people"),
        Resource,
        ("name", "kind", "branch", "colour"),
        right=Permission.CALENDAR_EDIT,
    ),
)


def found(key: str) -> SettingsList:
    for one in LISTS:
        if one.key == key:
            return one
    raise Http404


def shown_to(staff: Any) -> list[SettingsList]:
    return [one for one in LISTS if staff.may(one.right)]
