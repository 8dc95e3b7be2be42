"""Two rows turn out to be one person: the survivor takes over all that belongs to the other, who keeps nothing but the row.

1. Field by field it is chosen whose value stays (merge_choices.py); everything that points at the merged person moves
   (moving.py); nothing is lost: another telephone becomes a further number.
2. All that will happen is shown before, with what the higher domains say; with their problems, nothing happens.
3. Both are current, and not both are staff members.
4. The merged person goes into the archive and keeps the number, which finds the survivor from then on.
5. It can be undone for 30 days (unmerging.py).
6. All people whom it touches are locked first, by key: two merges of the same pair cannot both happen, nor block each
   other for good.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity.reacting import Foreseen, foresee, refuse_if_changed
from kesher.activity.recording import changes, plain, record
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, refuse_if
from kesher.core.words import isolated
from kesher.customers import adding, converting, merge_choices, moving, searching, standing
from kesher.customers.kinds import Kind
from kesher.customers.models import ContactNumber, Customer, Merge
from kesher.customers.moving import Package

INJURIES = "customers.injury.customer"


def problems(survivor: Customer, merged: Customer) -> list[Problem]:
    if survivor.pk == merged.pk:
        return [Problem("same-person", _("Please choose two different people."))]
    found = [*standing.problems(survivor), *standing.problems(merged)]
    if survivor.staff_id and merged.staff_id:
        found.append(
            Problem("both-staff", _("Both are staff members, with a sign-in and a log of their own."))
        )
    return found


def foreseen(survivor: Customer, merged: Customer, *, by: Any) -> Foreseen:
    """All that merging would bring with it."""
    found = problems(survivor, merged)
    if found:
        return Foreseen(sentences=[], problems=found)
    ahead = foresee(Kind.MERGED, survivor, by=by, merged=merged)
    moves = [
        _("%(what)s: %(count)s") % {"what": label, "count": count}
        for label, count in moving.counts(merged, among=lambda label: is_told(label, by=by))
    ]
    words = {"name": isolated(merged), "number": merged.number, "survivor": isolated(survivor)}
    last = _("%(name)s goes into the archive; number %(number)s finds %(survivor)s from now on.") % words
    return Foreseen(sentences=[*moves, last, *ahead.sentences], problems=ahead.problems)


def is_told(label: str, *, by: Any) -> bool:
    return moving.moves(label) and is_open(label, by=by)


def is_open(label: str, *, by: Any) -> bool:
    """Whether the reader may know how many there are: that somebody has injuries is told to who may see them."""
    return label != INJURIES or by is None or bool(by.may(Permission.INJURY_VIEW))


@transaction.atomic
def merge(
    survivor: Customer,
    merged: Customer,
    *,
    choices: Mapping[str, str],
    by: Any,
    now: datetime,
    seen: str = "",
) -> Merge:
    """`choices`: {field: "survivor" or "merged"}; what is not chosen follows the suggestion."""
    refuse_if(problems(survivor, merged))
    survivor, merged = locked(survivor, merged)
    ahead = foreseen(survivor, merged, by=by)
    refuse_if(ahead.problems)
    refuse_if_changed(seen, ahead)
    package, today = Package(), timezone.localdate(now)
    taken = take_over(survivor, merged, choices, package)
    moving.move(merged, survivor, package, today=today)
    settle_roles(survivor, package, today=today)
    keep_phone(survivor, merged, package)
    put_away(merged, survivor, package, now=now)
    searching.renew(survivor)
    made: Merge = survivor.business.merges.create(
        survivor=survivor, merged=merged, staff=by, undo=package.as_json(), merged_at=now
    )
    record(
        Kind.MERGED,
        survivor,
        by=by,
        now=now,
        merged=merged,
        number=str(merged.number),
        changes=adding.told(taken),
    )
    return made


def locked(survivor: Customer, merged: Customer) -> tuple[Customer, Customer]:
    """Rule 6: both, and those whose own row points at the merged one, in one order."""
    people = survivor.business.customers
    touched = (
        people.filter(payer=merged)
        | people.filter(merged_into=merged)
        | people.filter(pk__in=[survivor.pk, merged.pk])
    )
    ids = sorted({*touched.values_list("pk", flat=True), survivor.pk, merged.pk})
    held = {one.pk: one for one in people.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")}
    return held[survivor.pk], held[merged.pk]


def take_over(
    survivor: Customer, merged: Customer, chosen: Mapping[str, str], package: Package
) -> dict[str, list[Any]]:
    """The chosen values, told as a change of the survivor."""
    values = merge_choices.picked(survivor, merged, chosen)
    if values.get("payer") == survivor:
        values.pop("payer")
    if survivor.payer_id == merged.pk:
        values["payer"] = None
    before = {name: getattr(survivor, name) for name in values}
    for name in ("staff", "source_key"):
        value = getattr(merged, name)
        if value and not getattr(survivor, name):
            moving.alter(merged, {name: None if name == "staff" else ""}, package)
            values[name] = value
    if values:
        moving.alter(survivor, values, package)
    for field_id, value in merge_choices.picked_custom(merged, chosen).items():
        for ours in survivor.field_values.filter(field=field_id):
            moving.alter(ours, {"value": value}, package)
    return {
        name: plain(pair) for name, pair in changes(before, {name: values[name] for name in before}).items()
    }


def settle_roles(survivor: Customer, package: Package, *, today: date) -> None:
    """Of lead and customer one is open: the one that the survivor is."""
    wanted = converting.PERIODS.get(survivor.role)  # type: ignore[call-overload]
    for period in survivor.role_periods.filter(role__in=converting.PERIODS.values(), ends_on=None):
        if period.role != wanted:
            moving.alter(period, {"ends_on": max(today, period.starts_on)}, package)


def keep_phone(survivor: Customer, merged: Customer, package: Package) -> None:
    """Rule 1: the telephone that was not chosen stays as a further number."""
    old = next(
        (pairs["phone"][0] for label, pk, pairs in package.changed if pk == survivor.pk and "phone" in pairs),
        "",
    )
    known = {survivor.phone, *survivor.numbers.values_list("phone", flat=True)}
    for phone in {merged.phone, old} - known - {""}:
        number = ContactNumber(
            business_id=survivor.business_id, customer=survivor, phone=phone, label=str(_("Merged"))
        )
        moving.add(number, package)


def put_away(merged: Customer, survivor: Customer, package: Package, *, now: datetime) -> None:
    moving.alter(merged, {"archived_at": now, "merged_into": survivor}, package)


def merged_ids(customer: Customer, *, by: Any = None) -> list[int]:
    """The ids under which this person is known: the own one and those merged into it, or whom of them `by` may see."""
    merged = customer.merged.visible_to(by) if by else customer.merged
    return [customer.pk, *merged.order_by("id").values_list("pk", flat=True)]
