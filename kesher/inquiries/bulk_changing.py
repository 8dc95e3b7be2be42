"""One change for many inquiries: assignees, status, priority, target, closing.

1. What will happen is said first: how many change, how many are so already or closed, and which cannot change and why; the
   page shows it, the verb does it.
2. It is done to all of them or to none, in one transaction, each recorded by itself; people are held in one order.
3. Only inquiries that the staff member sees are touched, and at most LIMIT at a time.
4. Each change but closing can be taken back for those whom it changed; a closed one is reopened by itself, with a reason.
   Where a status, priority or team that they had was deleted meanwhile, nothing is taken back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.customers.bulk_changing import gone as gone_among
from kesher.inquiries import assigning, changing, closing, holding, progressing, seeing
from kesher.inquiries.models import Inquiry

LIMIT, NAMED = 500, 5
KEYS = {"type", "customer", "site", "equipment", "contract", "branch", "priority"}


@dataclass(frozen=True)
class Verb:
    """What is done to each; `stops` says what stands in the way of one, `before` what `do` puts back."""

    key: str
    label: Any
    icon: str
    do: Callable[..., Any]
    stops: Callable[..., list[Problem]]
    before: Callable[[Inquiry], Any]
    right: Permission = Permission.INQUIRY_EDIT
    has_undo: bool = True


@dataclass(frozen=True)
class BulkPlan:
    """What would happen, to which."""

    ids: list[int] = field(default_factory=list)
    unchanged_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    value: str = ""

    @property
    def fingerprint(self) -> str:
        return sha256(f"{self.ids} {self.value}".encode()).hexdigest()[:16]

    @property
    def sentences(self) -> list[str]:
        count, same = len(self.ids), self.unchanged_count
        said = [
            ngettext("%(count)s inquiry will change.", "%(count)s inquiries will change.", count)
            % {"count": count}
        ]
        if same:
            sentence = ngettext(
                "%(count)s inquiry stays as it is.", "%(count)s inquiries stay as they are.", same
            )
            said.append(sentence % {"count": same})
        return said


def foreseen(verb: Verb, inquiries: Any, *, value: Any, by: Staff) -> BulkPlan:
    """Rules 1 and 3."""
    rows = list(read(inquiries)[: LIMIT + 1])
    found = problems(verb, count=len(rows), by=by)
    if found:
        return BulkPlan(problems=found)
    told = plain(value)
    changing = [one for one in rows if not one.is_closed and verb.before(one) != told]
    ids = [one.pk for one in changing]
    return BulkPlan(ids, len(rows) - len(ids), each_problems(verb, changing, value, by=by), str(told))


def read(inquiries: Any) -> Any:
    """In the order in which people are held; with all that the plan looks at."""
    rows = inquiries.select_related("status", "team", *(name for name in changing.FIELDS if name in KEYS))
    return rows.prefetch_related("assignees", "links_in__first").order_by("customer", "pk")


def each_problems(verb: Verb, inquiries: list[Inquiry], value: Any, *, by: Staff) -> list[Problem]:
    """What single ones refuse, said with their numbers; the first few."""
    found = []
    for one in inquiries:
        for problem in [*holding.problems(one), *verb.stops(one, value, by)]:
            found.append(replace(problem, sentence=f"{one.number}: {problem.sentence}", field=None))
            if len(found) == NAMED:
                return found
    return found


def problems(verb: Verb, *, count: int, by: Staff) -> list[Problem]:
    if not by.may(verb.right):
        return [Problem("no-right", _("There is no permission for this."))]
    if not count:
        return [Problem("nothing", _("Nothing is selected."))]
    if count > LIMIT:
        sentence = _("This is done for at most %(limit)s inquiries at a time. Please narrow the list.")
        return [Problem("too-many", sentence % {"limit": f"{LIMIT:,}"})]
    return []


@transaction.atomic
def change(verb: Verb, inquiries: Any, *, value: Any, seen: str, by: Staff, now: datetime) -> dict[int, Any]:
    """Does it (rule 2); returns what was there before, by inquiry."""
    plan = foreseen(verb, inquiries, value=value, by=by)
    refuse_if(plan.problems)
    if seen != plan.fingerprint:
        sentence = _("Something has changed meanwhile. Please look again and confirm.")
        refuse_if([Problem("plan-changed", sentence)])
    before: dict[int, Any] = {}
    for inquiry in read(inquiries.filter(pk__in=plan.ids)):
        before[inquiry.pk] = verb.before(inquiry)
        do(verb, inquiry, value, by=by, now=now)
    return before


def do(verb: Verb, inquiry: Inquiry, value: Any, *, by: Staff, now: datetime) -> None:
    """A refusal says which one it is about."""
    try:
        verb.do(inquiry, value, by=by, now=now)
    except Refused as refused:
        told = [Problem(one.code, f"{inquiry.number}: {one.sentence}") for one in refused.problems]
        raise Refused(told) from None


def take_back(verb: Verb, *, before: dict[int, Any], by: Staff, now: datetime) -> int:
    """Rule 4; returns for how many."""
    if not by.may(verb.right):
        return 0
    refuse_if(gone(verb, before.values(), by))
    rows = seeing.seen_by(by).filter(pk__in=before).order_by("pk")
    return sum(went(verb, one, restored(verb, before[one.pk], by), by=by, now=now) for one in rows)


def gone(verb: Verb, before: Iterable[Any], by: Staff) -> list[Problem]:
    """Rule 4."""
    lists = {"status": by.business.statuses, "priority": by.business.priorities, "assign": by.business.teams}
    named = [was[1] if verb.key == "assign" else was for was in before]
    return gone_among(lists[verb.key], named) if verb.key in lists else []


def went(verb: Verb, inquiry: Inquiry, value: Any, *, by: Staff, now: datetime) -> bool:
    try:
        verb.do(inquiry, value, by=by, now=now)
    except Refused:
        return False
    return True


def plain(value: Any) -> Any:
    """A value as `before` tells it, so that it can be kept in a session."""
    if isinstance(value, dict):
        return [[one.pk for one in value["staff"]], value["team"].pk if value["team"] else None]
    if isinstance(value, datetime):
        return value.isoformat()
    return getattr(value, "pk", value)


def restored(verb: Verb, was: Any, by: Staff) -> Any:
    business = by.business
    if verb.key == "assign":
        staff = {one.pk: one for one in business.staff.filter(pk__in=was[0])}
        team = business.teams.filter(pk=was[1]).first()
        return {"staff": [staff[key] for key in was[0] if key in staff], "team": team}
    if verb.key == "target":
        return datetime.fromisoformat(was) if was else None
    rows = business.statuses if verb.key == "status" else business.priorities
    return rows.filter(pk=was).first()


def assign(inquiry: Inquiry, value: Any, *, by: Staff, now: datetime) -> None:
    assigning.assign(inquiry, by=by, now=now, **value)


def set_status(inquiry: Inquiry, value: Any, *, by: Staff, now: datetime) -> None:
    progressing.set_status(inquiry, status=value, by=by, now=now)


def set_priority(inquiry: Inquiry, value: Any, *, by: Staff, now: datetime) -> None:
    changing.change(inquiry, priority=value, by=by, now=now)


def set_target(inquiry: Inquiry, value: Any, *, by: Staff, now: datetime) -> None:
    changing.change(inquiry, target_at=value, by=by, now=now)


def close(inquiry: Inquiry, value: str, *, by: Staff, now: datetime) -> None:
    closing.close(inquiry, resolution=value, by=by, now=now)


def assign_stops(inquiry: Inquiry, value: Any, by: Staff) -> list[Problem]:
    return assigning.problems(inquiry, by=by, **value)


def status_stops(inquiry: Inquiry, value: Any, by: Staff) -> list[Problem]:
    return progressing.problems(inquiry, status=value, by=by)


def close_stops(inquiry: Inquiry, value: str, by: Staff) -> list[Problem]:
    return closing.problems(inquiry, resolution=value, by=by)


def priority_stops(inquiry: Inquiry, value: Any, by: Staff) -> list[Problem]:
    return field_stops(inquiry, {"priority": value}, by)


def target_stops(inquiry: Inquiry, value: Any, by: Staff) -> list[Problem]:
    return field_stops(inquiry, {"target_at": value}, by)


def field_stops(inquiry: Inquiry, details: dict[str, Any], by: Staff) -> list[Problem]:
    return changing.problems(inquiry, details=changing.whole_of(inquiry) | details, by=by)


def handlers(inquiry: Inquiry) -> Any:
    return [[link.staff_id for link in inquiry.assignees.all()], inquiry.team_id]


def target(inquiry: Inquiry) -> str:
    return inquiry.target_at.isoformat() if inquiry.target_at else ""


_ALL = (
    Verb("assign", gettext_lazy("Assign"), "user-plus", assign, assign_stops, handlers),
    Verb("status", gettext_lazy("Set the status"), "progress", set_status, status_stops, lambda one: one.status_id),
    Verb("priority", gettext_lazy("Set the priority"), "flag", set_priority, priority_stops, lambda one: one.priority_id),
    Verb("target", gettext_lazy("Set the target"), "target", set_target, target_stops, target),
    Verb("close", gettext_lazy("Close"), "circle-check", close, close_stops, lambda one: one.is_closed, has_undo=False),
)  # fmt: skip
VERBS = {verb.key: verb for verb in _ALL}
