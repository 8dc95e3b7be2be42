"""One change for many people: a tag, a stage, a branch, an account manager, into the archive and back.

1. What will happen is said first: what becomes what, of how many and whom, how many are so already; the page shows it, the
   verb does it.
2. It is done to everybody or to nobody: when one person may not be changed, nothing starts.
3. It goes person by person, each in a transaction of its own and recorded under that person, so that no lock is held
   over many; somebody who changed in the meantime is left out and counted.
4. Only people whom the staff member sees are touched, and at most LIMIT at a time.
5. A stage is a lead's: others stay as they are.
6. Each change can be taken back for those whom it changed: they have what they had, though it may not be chosen any more.
7. People in the archive can only be restored.
8. What somebody holds who goes to the archive is said with the name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.activity.reacting import Foreseen
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.core.words import isolated
from kesher.customers import adding, archiving, bulk_planning, tagging
from kesher.customers.bulk_planning import BulkPlan
from kesher.customers.models import Customer, Role
from kesher.customers.models.customer import CustomerQuerySet

LIMIT = 2000
_NAMED = 5


@dataclass(frozen=True)
class Verb:
    """What is done to each; `is_so` tells who needs nothing, `before` what `back` puts back."""

    key: str
    label: Any
    icon: str
    do: Callable[..., Any]
    is_so: Callable[[Any], Q]
    before: Callable[[Customer], Any]
    back: Callable[..., Any]
    value_name: str = ""
    """which list the value comes from"""
    says: Any = ""
    """what is done, as a sentence of %(value)s and, of a field, of %(before)s"""
    right: Permission = Permission.CUSTOMER_EDIT
    is_optional: bool = False
    """none is a value too"""
    in_archive: bool = False
    """done to people in the archive"""
    ahead: Callable[..., Foreseen] | None = None
    """what is to be known of each person before it, and what stands in the way"""


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
        found += [
            Problem(one.code, f"{customer}: {one.sentence}", override=one.override) for one in ahead.problems
        ]
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
    people = by.business.customers.visible_to(by).filter(pk__in=before).order_by("pk")
    return sum(went(verb.back, one, before[one.pk], value, by=by, now=now) for one in people)


def went(deed: Callable[..., Any], customer: Customer, *values: Any, by: Staff, now: datetime) -> bool:
    try:
        deed(customer, *values, by=by, now=now)
    except Refused:
        return False
    return True


def rows_for(verb: Verb, by: Staff) -> Any:
    """What its value is chosen from; of the branches, those that this staff member works in."""
    business, branches = by.business, by.business.branches.filter(retired_at=None)
    rows = {
        "tag": business.tags.filter(retired_at=None),
        "stage": business.stages.filter(retired_at=None),
        "branch": branches.filter(pk__in=by.branch_ids) if by.branch_ids else branches,
        "account_manager": business.staff.active(),
    }
    return rows.get(verb.value_name)


def rows_before(field_name: str, business: Any) -> Any:
    """What somebody may have had before, rows no longer in use too; None: nothing gives way."""
    rows = {"stage": business.stages, "branch": business.branches, "account_manager": business.staff}
    return rows.get(field_name)


def setting(field_name: str) -> dict[str, Any]:
    """Sets one field of the person."""

    def do(customer: Customer, value: Any, *, by: Staff, now: datetime) -> None:
        adding.change(customer, by=by, now=now, **{field_name: value})

    def back(customer: Customer, was: int, value: Any, *, by: Staff, now: datetime) -> None:
        rows = rows_before(field_name, by.business)
        if getattr(customer, f"{field_name}_id") == (value.pk if value else None):
            adding.change(customer, by=by, now=now, **{field_name: rows.filter(pk=was).first()})

    return {
        "do": do,
        "back": back,
        "is_so": lambda value: Q(**{field_name: value}),
        "before": lambda customer: getattr(customer, f"{field_name}_id"),
        "value_name": field_name,
    }


def tag(customer: Customer, value: Any, *, by: Staff, now: datetime) -> None:
    tagging.tag(customer, tags=[value], by=by, now=now)


def untag(customer: Customer, value: Any, *, by: Staff, now: datetime) -> None:
    tagging.untag(customer, tags=[value], by=by, now=now)


def archive(customer: Customer, value: Any, *, by: Staff, now: datetime) -> None:  # noqa: ARG001
    archiving.archive(customer, by=by, now=now)


def back_with(deed: Callable[..., Any]) -> Callable[..., Any]:
    """What was there before does not matter: the opposite is done."""
    return lambda customer, was, value, *, by, now: deed(customer, value, by=by, now=now)  # noqa: ARG005


def restore(customer: Customer, value: Any, *, by: Staff, now: datetime) -> None:  # noqa: ARG001
    archiving.restore(customer, by=by, now=now)


def before_restoring(customer: Customer, *, by: Staff) -> Foreseen:  # noqa: ARG001
    return Foreseen([], archiving.restore_problems(customer))


def nothing(customer: Customer) -> None:  # noqa: ARG001
    return None


def tagged_with(value: Any) -> Q:
    return Q(pk__in=value.customer_links.values("customer"))


def is_archived(value: Any) -> Q:  # noqa: ARG001
    return Q(archived_at__isnull=False)


def is_current(value: Any) -> Q:  # noqa: ARG001
    return Q(archived_at=None)


STAGE = setting("stage")
_ALL = (
    Verb("tag", gettext_lazy("Add a tag"), "tag", tag, tagged_with, nothing, back_with(untag), "tag",
         gettext_lazy("The tag %(value)s is added.")),
    Verb("untag", gettext_lazy("Remove a tag"), "tags", untag, lambda v: ~tagged_with(v), nothing, back_with(tag), "tag",
         gettext_lazy("The tag %(value)s is removed.")),
    Verb("stage", gettext_lazy("Set the stage"), "progress", **{**STAGE, "is_so": lambda v: Q(stage=v) | ~Q(role=Role.LEAD)},
         says=gettext_lazy("The stage %(value)s takes the place of: %(before)s.")),
    Verb("branch", gettext_lazy("Set the branch"), "building-store", **setting("branch"), is_optional=True,
         says=gettext_lazy("The branch %(value)s takes the place of: %(before)s.")),
    Verb("manager", gettext_lazy("Set the account manager"), "user-star", **setting("account_manager"), is_optional=True,
         says=gettext_lazy("The account manager %(value)s takes the place of: %(before)s.")),
    Verb(
        "archive", gettext_lazy("Archive"), "archive", archive, is_archived, nothing, back_with(restore),
        says=gettext_lazy("They leave lists and search and go to the archive."), right=Permission.CUSTOMER_ARCHIVE,
        ahead=archiving.held,
    ),
    Verb(
        "restore", gettext_lazy("Restore"), "arrow-back-up", restore, is_current, nothing, back_with(archive),
        says=gettext_lazy("They leave the archive and stand in lists and search again."),
        right=Permission.CUSTOMER_ARCHIVE, in_archive=True, ahead=before_restoring,
    ),
)  # fmt: skip
VERBS = {verb.key: verb for verb in _ALL}
ARCHIVE = VERBS["archive"]
