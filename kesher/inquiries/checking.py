"""The checklist of an inquiry: what is to be done, one item after another.

1. Who works on inquiries adds, ticks, moves and removes items; an item has a text.
2. A ticked item says when and by whom; ticking it again takes the tick off.
3. A new item stands last; an item is moved by so many places, never beyond the ends.
4. A removed item can be brought back, to its place. At most fifty items stand in a list.
5. Each change but moving is recorded; nothing changed, nothing recorded. The inquiry counts as changed.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.core.refusals import Problem, refuse_if
from kesher.core.words import cleaned
from kesher.inquiries import closing, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import ChecklistItem, Inquiry

MOST = 50


def standing(inquiry: Inquiry) -> Any:
    return inquiry.checklist.filter(removed_at=None)


def problems(inquiry: Inquiry, *, text: str, by: Any) -> list[Problem]:
    found = closing.right_problems(by)
    if not cleaned(text):
        found.append(Problem("item-empty", _("Please write what is to be done."), field="text"))
    if standing(inquiry).count() >= MOST:
        found.append(Problem("list-full", _("A checklist has at most 50 items."), field="text"))
    return found


@transaction.atomic
def add(inquiry: Inquiry, *, text: str, by: Any, now: datetime) -> ChecklistItem:
    inquiry = holding.held(inquiry)
    refuse_if(problems(inquiry, text=text, by=by))
    last = standing(inquiry).order_by("-position", "-id").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    item: ChecklistItem = inquiry.business.checklist_items.create(
        inquiry=inquiry, text=cleaned(text)[:200], position=position
    )
    told(inquiry, item, what="added", by=by, now=now)
    return item


@transaction.atomic
def tick(item: ChecklistItem, *, by: Any, now: datetime) -> ChecklistItem:
    item = held(item, by=by)
    item.done_at, item.done_by = (None, None) if item.done_at else (now, by)
    item.save(update_fields=["done_at", "done_by"])
    told(item.inquiry, item, what="done" if item.done_at else "open", by=by, now=now)
    return item


@transaction.atomic
def move(item: ChecklistItem, *, steps: int, by: Any, now: datetime) -> ChecklistItem:  # noqa: ARG001 - as all verbs
    item = held(item, by=by)
    items = list(standing(item.inquiry))
    place = next((n for n, one in enumerate(items) if one.pk == item.pk), None)
    if place is None:
        return item
    items.insert(max(0, min(place + steps, len(items) - 1)), items.pop(place))
    for position, one in enumerate(items):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
    return item


@transaction.atomic
def remove(item: ChecklistItem, *, by: Any, now: datetime) -> ChecklistItem:
    return mark(item, removed_at=now, what="removed", by=by, now=now)


@transaction.atomic
def restore(item: ChecklistItem, *, by: Any, now: datetime) -> ChecklistItem:
    return mark(item, removed_at=None, what="restored", by=by, now=now)


def mark(
    item: ChecklistItem, *, removed_at: datetime | None, what: str, by: Any, now: datetime
) -> ChecklistItem:
    item = held(item, by=by)
    if bool(item.removed_at) != bool(removed_at):
        item.removed_at = removed_at
        item.save(update_fields=["removed_at"])
        told(item.inquiry, item, what=what, by=by, now=now)
    return item


def held(item: ChecklistItem, *, by: Any) -> ChecklistItem:
    """The item, its inquiry under lock."""
    inquiry = holding.held(item.inquiry)
    refuse_if(closing.right_problems(by))
    item = item.fresh()
    item.inquiry = inquiry
    return item


def told(inquiry: Inquiry, item: ChecklistItem, *, what: str, by: Any, now: datetime) -> None:
    inquiry.changed_at = now
    inquiry.save(update_fields=["changed_at"])
    record(Kind.CHECKED, inquiry, by=by, now=now, item=item.text, what=what)
