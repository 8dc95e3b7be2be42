"""One change for many people: a tag, a stage, a branch, an account manager, into the archive and back.

1. What will happen is said first: what becomes what, of how many and whom, how many are so already; the page shows it, the
   verb does it.
2. It is done to everybody or to nobody: when one person may not be changed, nothing starts.
3. It goes person by person, each in a transaction of its own and recorded under that person, so that no lock is held
   over many; somebody who changed in the meantime is left out and counted.
4. Only people whom the staff member sees are touched, and at most LIMIT at a time.
5. A stage is a lead's: others stay as they are.
6. Each change can be taken back for those whom it changed: they have what they had, though it may not be chosen any more.
   Where a row of it was deleted meanwhile, nothing is taken back.
7. People in the archive can only be restored.
8. What somebody holds who goes to the archive is said with the name.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kesher.businesses.models import Staff
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.core.words import isolated
from kesher.customers import bulk_planning, tagging
from kesher.customers.bulk_planning import BulkPlan
from kesher.customers.bulk_verbs import Verb, former_lists, rows_before
from kesher.customers.models import Customer
from kesher.customers.models.customer import CustomerQuerySet

LIMIT = 2000
_NAMED = 5


def foreseen(verb: Verb, people: CustomerQuerySet, *, value: Any, by: Staff) -> BulkPlan:
    """Rules 1, 2, 4, 5 and 8."""
    ids = list(people.order_by("pk").values_list("pk", flat=True)[: LIMIT + 1])
    found = problems(verb, people, count=len(ids), by=by)
    if found:
        return BulkPlan(problems=found)
    same = set(people.filter(verb.is_so(value)).values_list("pk", flat=True))
    changing = [pk for pk in ids if pk not in same]
    chosen = people.filter(pk__in=changing).order_by("pk")
    former = rows_before(verb.value_name, by.business)
    held, in_the_way = person_by_person(verb, chosen, by=by)
    return BulkPlan(
        changing, len(same), in_the_way, value, held=held,
        deed=bulk_planning.deed(verb.says, chosen, value, former=former, name=verb.value_name), names=list(chosen.values_list("full_name", flat=True)[: bulk_planning.NAMED]),
    )  # fmt: skip


def problems(verb: Verb, people: CustomerQuerySet, *, count: int, by: Staff) -> list[Problem]:
    if not by.may(verb.right):
        return [Problem("no-right", _("There is no permission for this."))]
    if not count:
        return [Problem("nobody", _("Nobody is selected."))]
    if count > LIMIT:
        sentence = _("This is done for at most %(limit)s people at a time. Please narrow the list.")
        return [Problem("too-many", sentence % {"limit": f"{LIMIT:,}"})]
    archived = people.none() if verb.in_archive else people.filter(archived_at__isnull=False)
    if fixed := list(archived.values_list("full_name", flat=True)[: _NAMED + 1]):
        sentence = _("In the archive, and so not changed: %(names)s. Please take them out of the selection.")
        return [Problem("archived", sentence % {"names": ", ".join(fixed)})]
    return []


def person_by_person(verb: Verb, chosen: CustomerQuerySet, *, by: Staff) -> tuple[list[str], list[Problem]]:
    """What each holds, and the first of what stands in the way; said with the name."""
    if verb.ahead is None:
        return [], []
    held: list[str] = []
    found: list[Problem] = []
    for customer in chosen:
        ahead = verb.ahead(customer, by=by)
        held += [" ".join([f"{isolated(customer)}:", *ahead.sentences])] if ahead.sentences else []
        found += [replace(one, sentence=f"{customer}: {one.sentence}", field=None) for one in ahead.problems]
    return held, found[:_NAMED]


def change(
    verb: Verb, people: CustomerQuerySet, *, value: Any, seen: str, by: Staff, now: datetime
) -> dict[int, Any]:
    """Does it (rules 2 and 3); returns what was there before, by person."""
    plan = foreseen(verb, people, value=value, by=by)
    refuse_if(plan.problems)
    if seen != plan.fingerprint:
        refuse_if(
            [Problem("plan-changed", _("Something has changed meanwhile. Please look again and confirm."))]
        )
    before: dict[int, Any] = {}
    for customer in people.filter(pk__in=plan.ids).order_by("pk"):
        was = verb.before(customer)
        if went(verb.do, customer, value, by=by, now=now):
            before[customer.pk] = was
    return before


def take_back(verb: Verb, *, value: Any, before: dict[int, Any], by: Staff, now: datetime) -> int:
    """Rule 6; returns for how many."""
    if not by.may(verb.right):
        return 0
    refuse_if(gone(rows_before(verb.value_name, by.business), before.values()))
    people = by.business.customers.visible_to(by).filter(pk__in=before).order_by("pk")
    return sum(went(verb.back, one, before[one.pk], value, by=by, now=now) for one in people)


def value_kept(verb: Verb, key: int | None, by: Staff) -> Any:
    """The row that was chosen, though it may not be chosen any more; refused where it was deleted."""
    rows = {"tag": by.business.tags, **former_lists(by.business)}.get(verb.value_name)
    refuse_if(gone(rows, [key]))
    value: Any = rows.filter(pk=key).first() if rows is not None else None
    refuse_if(tagging.problems(tags=[value]) if verb.key == "untag" else [])
    return value


def gone(rows: Any, keys: Iterable[int | None]) -> list[Problem]:
    """Whether one of these rows was deleted since; None among the keys is no row."""
    named = {key for key in keys if key is not None}
    if rows is None or rows.filter(pk__in=named).count() == len(named):
        return []
    return [
        Problem("undo-gone", _("This cannot be undone: what was set before, or now, was deleted meanwhile."))
    ]


def went(deed: Callable[..., Any], customer: Customer, *values: Any, by: Staff, now: datetime) -> bool:
    try:
        deed(customer, *values, by=by, now=now)
    except Refused:
        return False
    return True
