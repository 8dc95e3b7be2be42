"""The settings lists: one page edits them all, one line describes each.

1. A list has a key (its address), a name, the rows it walks to from the business, and the fields one edits.
2. Its rows are added, changed, ordered, retired, restored and, when nobody uses them, deleted.
3. Each list has the right that its page asks for, and the verbs that guard its rows.
4. Besides its name a row says what it is (its kind, group, category …, in its colour), and then its other fields.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kesher.businesses.permissions import Permission
from kesher.calendar.models import MeetingType, Resource
from kesher.customers import list_rows
from kesher.customers.models import CustomField, Source, Stage, Tag
from kesher.inquiries import list_checks, teaming
from kesher.inquiries.models import InquiryType, Priority, SavedAnswer, Status, Team, TreatmentType


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

    def keys(self) -> tuple[list[str], list[str]]:
        """The fields that name one row of another list, and those that name many."""
        fields = [self.model._meta.get_field(name) for name in self.fields]  # noqa: SLF001
        return [one.name for one in fields if one.many_to_one], [
            one.name for one in fields if one.many_to_many
        ]

    def shown(self, business: Any) -> list[Any]:
        """What is offered first; within it, each part of the list in its order."""
        single, many = self.keys()
        rows = self.rows(business).select_related(*single).prefetch_related(*many)
        within = self.model.within
        return sorted(
            rows,
            key=lambda row: (
                row.retired_at is not None,
                *(getattr(row, name) for name in within),
                row.position,
                row.pk,
            ),
        )


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
        verbs=list_checks,
    ),
    SettingsList(
        "statuses",
        _("Statuses"),
        _("Status"),
        _("Where an inquiry stands; number 0 is always closed"),
        Status,
        ("number", "name", "category", "colour"),
        verbs=list_checks,
    ),
    SettingsList(
        "priorities",
        _("Priorities"),
        _("Priority"),
        _("How urgent, and what response times that promises"),
        Priority,
        ("name", "rank", "colour", "response_minutes", "resolution_minutes"),
        verbs=list_checks,
    ),
    SettingsList(
        "treatment-types",
        _("Treatment types"),
        _("Treatment type"),
        _("What is done on a service call, and the status it brings"),
        TreatmentType,
        ("name", "sub_type", "status"),
        verbs=list_checks,
    ),
    SettingsList(
        "teams",
        _("Teams"),
        _("Team"),
        _("Staff who share inquiries; the lead hears of missed response times"),
        Team,
        ("name", "lead", "staff"),
        verbs=teaming,
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


SAID_APART = {"name", "colour", "text", "choices"}


@dataclass(frozen=True)
class Told:
    """What a row says (rule 4): `what` in its colour, then the rest."""

    what: str
    rest: list[str]


def told(one: SettingsList, row: Any) -> Told:
    fields = [row._meta.get_field(name) for name in one.fields if name not in SAID_APART]  # noqa: SLF001
    chosen = next((field for field in fields if field.choices), None)
    what = told_value(row, chosen) if chosen else row.get_colour_display() if "colour" in one.fields else ""
    rest = [told_value(row, field) for field in fields if field is not chosen]
    return Told(what, [text for text in rest if text])


def told_value(row: Any, field: Any) -> str:
    if field.many_to_many:
        return ", ".join(str(one) for one in getattr(row, field.name).all())
    value = getattr(row, field.name)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(field, models.BooleanField):
        return capfirst(str(field.verbose_name)) if value else ""
    if value is None or not isinstance(field, models.IntegerField):
        return str(value or "")
    return f"{capfirst(str(field.verbose_name))}: {value}"
