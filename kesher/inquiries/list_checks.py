"""The lists that shape inquiries, guarded: types, statuses, priorities, treatment types (R015-R075, AMB-01, AMB-06).

1. Status number 0 is closed, for good: it keeps its number and category and is never retired (R069). A number stands once.
2. Rows that came with the product can be renamed, not deleted; what the product knows them by stays: the category of a
   status, the kind of a type, the sub-type of a treatment type.
3. The same stays of every row that is in use already: whoever has it would change its meaning.
4. A closing treatment type has a closed status, every other one an open one (R061, AMB-06); the status is not retired, and
   is not retired while a treatment type brings it.
5. Types form a tree within their kind, without circles (AMB-01).
6. What everything needs stays offered: an open status, a priority, a type of each kind.
7. A response is promised no later than the resolution.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.core.refusals import Problem, refuse_if
from kesher.customers import list_rows
from kesher.inquiries.models import Category, InquiryType, Priority, Status, TreatmentSubType, TreatmentType

FIXED = {Status: "category", InquiryType: "kind", TreatmentType: "sub_type"}
"""what a row is, rather than what it is called (rules 2 and 3)"""
move = list_rows.move


def problems(row: Any, *, details: dict[str, Any]) -> list[Problem]:
    """Of a new row (not saved yet) or a changed one."""
    check: Callable[..., list[Problem]] = CHECKS[type(row)]
    return [*fixed_problems(row, details), *check(row, details)]


def fixed_problems(row: Any, details: dict[str, Any]) -> list[Problem]:
    """Rules 2 and 3."""
    name = FIXED.get(type(row))
    if name is None or not row.pk or details.get(name) == getattr(row, name):
        return []
    if row.key:
        return [Problem("row-built-in", _("This row came with the product, so this stays."), field=name)]
    return [Problem("row-used", _("This row is in use, so this stays."), field=name)] if is_used(row) else []


def is_used(row: Any) -> bool:
    """Whether a row points at it."""
    return any(
        getattr(row, one.get_accessor_name()).exists()
        for one in row._meta.related_objects  # noqa: SLF001 - as customers/moving.py does
    )


def status_problems(status: Status, details: dict[str, Any]) -> list[Problem]:
    number = details["number"]
    found = []
    if list_rows.siblings(status).filter(number=number).exclude(pk=status.pk).exists():
        found.append(
            Problem("number-taken", _("There is a status with this number already."), field="number")
        )
    if status.pk and status.number == 0 and number != 0:
        found.append(Problem("status-0", _("Status number 0 is always closed."), field="number"))
    if details["category"] != Category.OPEN:
        found += last_problems(status, field="category")
    return found


def type_problems(one: InquiryType, details: dict[str, Any]) -> list[Problem]:
    """Rule 5; another kind may leave the first one without a type (rule 6)."""
    found = last_problems(one, field="kind") if one.pk and details["kind"] != one.kind else []
    parent = details.get("parent")
    if parent is None:
        return found
    if parent.kind != details["kind"]:
        found.append(
            Problem("parent-of-another-kind", _("The parent type is of another kind."), field="parent")
        )
    if one.pk and is_below(parent, one):
        found.append(Problem("parent-below", _("A type cannot stand below itself."), field="parent"))
    return found


def is_below(found: InquiryType, top: InquiryType) -> bool:
    """Whether it is this one, or stands anywhere below it."""
    parents = dict(list_rows.siblings(top).values_list("pk", "parent_id"))
    key = found.pk
    while key is not None and key != top.pk:
        key = parents.pop(key, None)
    return bool(key == top.pk)


def priority_problems(priority: Priority, details: dict[str, Any]) -> list[Problem]:  # noqa: ARG001
    """Rule 7."""
    response, resolution = details.get("response_minutes"), details.get("resolution_minutes")
    if response is None or resolution is None or response <= resolution:
        return []
    sentence = _("The response comes before the resolution.")
    return [Problem("response-late", sentence, field="response_minutes")]


def treatment_problems(one: TreatmentType, details: dict[str, Any]) -> list[Problem]:
    """Rule 4."""
    status, found = details["status"], []
    if status.retired_at and status.pk != one.status_id:
        found.append(Problem("status-retired", _("This status is no longer in use."), field="status"))
    is_closing = details["sub_type"] == TreatmentSubType.CLOSING
    if is_closing and status.category != Category.CLOSED:
        found.append(Problem("closing-stays-open", _("Closing brings a closed status."), field="status"))
    if not is_closing and status.category == Category.CLOSED:
        found.append(Problem("open-closes", _("Only closing brings a closed status."), field="status"))
    return found


CHECKS: dict[type, Callable[..., list[Problem]]] = {
    Status: status_problems, InquiryType: type_problems, Priority: priority_problems, TreatmentType: treatment_problems,
}  # fmt: skip


def peers(row: Any) -> Any:
    """The offered rows of which one has to stay (rule 6); none where all may go."""
    offered = list_rows.siblings(row).filter(retired_at=None)
    if isinstance(row, InquiryType):
        return offered.filter(kind=row.kind)
    if isinstance(row, Status):
        return offered.filter(category=Category.OPEN) if row.category == Category.OPEN else None
    return offered if isinstance(row, Priority) else None


def last_problems(row: Any, *, field: str | None = None) -> list[Problem]:
    rows = peers(row) if row.pk and row.retired_at is None else None
    if rows is None or rows.exclude(pk=row.pk).exists():
        return []
    return [Problem("row-last", _("This is the last one, and one is needed."), field=field)]


def stays(row: Any) -> bool:
    """Rule 1: never retired."""
    return isinstance(row, Status) and row.number == 0


def retire_problems(row: Any) -> list[Problem]:
    found = last_problems(row)
    if stays(row):
        found.append(Problem("status-0", _("Status number 0 is always closed.")))
    if isinstance(row, Status) and row.treatment_types.filter(retired_at=None).exists():
        found.append(
            Problem("status-brought", _("A treatment type brings this status. Please change it first."))
        )
    return found


def restore_problems(row: Any) -> list[Problem]:
    if isinstance(row, TreatmentType) and row.status.retired_at:
        return [
            Problem("status-retired", _("Its status is no longer in use. Please choose another one first."))
        ]
    return []


def remove_problems(row: Any) -> list[Problem]:
    if row.key:
        return [Problem("row-built-in", _("This row came with the product, so it cannot be deleted."))]
    return last_problems(row)


@transaction.atomic
def add(row: Any, *, by: Any, now: datetime, **details: Any) -> Any:
    hold(row)
    refuse_if(problems(row, details=details))
    return list_rows.add(row, by=by, now=now, **details)


@transaction.atomic
def change(row: Any, *, by: Any, now: datetime, **details: Any) -> Any:
    hold(row)
    row = row.fresh()
    refuse_if(problems(row, details=details))
    return list_rows.change(row, by=by, now=now, **details)


@transaction.atomic
def retire(row: Any, *, by: Any, now: datetime) -> Any:
    hold(row)
    refuse_if(retire_problems(row.fresh()))
    return list_rows.retire(row, by=by, now=now)


@transaction.atomic
def restore(row: Any, *, by: Any, now: datetime) -> Any:
    refuse_if(restore_problems(row.fresh()))
    return list_rows.restore(row, by=by, now=now)


@transaction.atomic
def remove(row: Any, *, by: Any, now: datetime) -> None:
    hold(row)
    refuse_if(remove_problems(row.fresh()))
    list_rows.remove(row, by=by, now=now)


def hold(row: Any) -> None:
    """The whole list, so that two at once cannot each take away the last but one, or build a circle of two."""
    list(list_rows.siblings(row).select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
