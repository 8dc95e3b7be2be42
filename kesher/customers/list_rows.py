"""Rows of the settings lists: stages, sources, tags, custom fields.

1. A row has a name of its own within its list, or within its part of the list (`within`).
2. A row in use is retired: those who have it keep it, nobody gets it anew. A row that nobody uses can be deleted.
3. The order is the business's own, in each part of the list.
4. The kind of a custom field stays once somebody has a value; a choice field has choices, each once.
5. A lead always has somewhere to stand: the last open stage in progress stays.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core.refusals import Problem, refuse_if, refused_when_taken
from kesher.customers.kinds import Kind
from kesher.customers.models import CustomField, FieldKind, Stage, StageGroup


def problems(row: Any, *, details: dict[str, Any]) -> list[Problem]:
    """Of a new row (not saved yet) or a changed one."""
    if not details.get("name"):
        return [Problem("name-missing", _("Please enter a name."), field="name")]
    part = {name: details[name] for name in row.within}
    if siblings(row).filter(name=details["name"], **part).exclude(pk=row.pk).exists():
        return [name_taken()]
    check: Callable[..., list[Problem]] = CHECKS.get(type(row), no_problems)
    return check(row, details)


def name_taken() -> Problem:
    return Problem("name-taken", _("There is a row with this name already."), field="name")


def no_problems(row: Any, details: dict[str, Any]) -> list[Problem]:  # noqa: ARG001
    return []


def field_problems(field: CustomField, details: dict[str, Any]) -> list[Problem]:
    if field.pk and details["kind"] != field.kind and field.values.exists():
        return [Problem("kind-used", _("This field has values already, so its kind stays."), field="kind")]
    if details["kind"] == FieldKind.CHOICE and not details["choices"]:
        return [Problem("choices-missing", _("Please enter the choices, one in each line."), field="choices")]
    return []


def stage_problems(stage: Stage, details: dict[str, Any]) -> list[Problem]:
    return last_stage_problems(stage) if details["group"] != StageGroup.IN_PROGRESS else []


def last_stage_problems(stage: Any) -> list[Problem]:
    """Rule 5."""
    if (
        not isinstance(stage, Stage)
        or not stage.pk
        or stage.retired_at
        or stage.group != StageGroup.IN_PROGRESS
    ):
        return []
    if siblings(stage).filter(group=StageGroup.IN_PROGRESS, retired_at=None).exclude(pk=stage.pk).exists():
        return []
    return [Problem("stage-last", _("At least one stage in progress stays open."), field="group")]


CHECKS: dict[type, Callable[..., list[Problem]]] = {CustomField: field_problems, Stage: stage_problems}


def siblings(row: Any) -> models.QuerySet[Any]:
    """The business's rows of the same list."""
    rows: models.QuerySet[Any] = getattr(row.business, row.reached_as).all()
    return rows


@transaction.atomic
def add(row: Any, *, by: Any, now: datetime, **details: Any) -> Any:
    """`row`: a new row of a list, its business set; it becomes the last one."""
    refuse_if(problems(row, details=details))
    for name, value in details.items():
        setattr(row, name, value)
    row.position = (siblings(row).aggregate(last=models.Max("position"))["last"] or 0) + 1
    with refused_when_taken(name_taken()):
        row.save()
    record(Kind.LIST_ROW_ADDED, row, by=by, now=now)
    return row


@transaction.atomic
def change(row: Any, *, by: Any, now: datetime, **details: Any) -> Any:
    row = row.fresh()
    refuse_if(problems(row, details=details))
    changed = changes({name: getattr(row, name) for name in details}, details)
    if changed:
        for name in changed:
            setattr(row, name, details[name])
        with refused_when_taken(name_taken()):
            row.save(update_fields=list(changed))
        record(Kind.LIST_ROW_CHANGED, row, by=by, now=now, changes=changed)
    return row


@transaction.atomic
def retire(row: Any, *, by: Any, now: datetime) -> Any:
    row = row.fresh()
    refuse_if(last_stage_problems(row))
    if row.retired_at is None:
        row.retired_at = now
        row.save(update_fields=["retired_at"])
        record(Kind.LIST_ROW_RETIRED, row, by=by, now=now)
    return row


@transaction.atomic
def restore(row: Any, *, by: Any, now: datetime) -> Any:
    row = row.fresh()
    if row.retired_at is not None:
        row.retired_at = None
        row.save(update_fields=["retired_at"])
        record(Kind.LIST_ROW_RESTORED, row, by=by, now=now)
    return row


@transaction.atomic
def remove(row: Any, *, by: Any, now: datetime) -> None:
    """Only a row that nobody uses (the keys to it answer)."""
    row = row.fresh()
    refuse_if(last_stage_problems(row))
    pk = row.pk
    try:
        with transaction.atomic():
            row.delete()
    except models.ProtectedError:
        sentence = _("This row is in use. It can be retired: it stays where it is and is no longer offered.")
        refuse_if([Problem("row-used", sentence)])
    row.pk = pk
    record(Kind.LIST_ROW_REMOVED, row, by=by, now=now)


@transaction.atomic
def move(row: Any, *, steps: int, by: Any, now: datetime) -> Any:
    """Up (negative) or down by so many places among the rows that are offered."""
    part = {name: getattr(row, name) for name in row.within}
    offered = siblings(row).filter(retired_at=None, **part)
    rows = list(offered.select_for_update().order_by("position", "id"))
    before = [one.pk for one in rows]
    rows.insert(moved_to(before.index(row.pk), steps, len(rows)), rows.pop(before.index(row.pk)))
    for position, one in enumerate(rows):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    after = [one.pk for one in rows]
    if after != before:
        places = [before.index(row.pk) + 1, after.index(row.pk) + 1]
        record(Kind.LIST_ROW_CHANGED, row, by=by, now=now, changes={"position": places})
    return row


def moved_to(place: int, steps: int, count: int) -> int:
    return max(0, min(count - 1, place + steps))
