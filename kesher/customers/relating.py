"""Relations between people: guardians, family, employer and employees, contact persons (AMB-33).

1. A relation joins two people of the business and is shown on both, each seeing it from its own side.
2. Nobody is related to themselves; the same relation between the same two stands once.
3. A guardian is of age, as far as the birthday is known, and is not the ward of the one guarded.
4. A minor without a guardian is warned of, never refused.
5. An employer and a person's contact persons may be companies; a guardian may not.
6. Ending one can be taken back while the rules still allow it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.models import Business
from kesher.core.days import age_on
from kesher.core.refusals import Problem, refuse_if
from kesher.core.statements import compiled
from kesher.customers import moving, standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, Relation, RelationKind
from kesher.customers.moving import Package

LABEL = "customers.relation"
OF_AGE = 18
SIDES: dict[str, tuple[str, Any, bool]] = {
    "guardian": (RelationKind.GUARDIAN, _("Guardian"), False),
    "ward": (RelationKind.GUARDIAN, _("In their care"), True),
    "family": (RelationKind.FAMILY, _("Family"), False),
    "employer": (RelationKind.EMPLOYER, _("Employer"), False),
    "employee": (RelationKind.EMPLOYER, _("Employee"), True),
    "contact": (RelationKind.CONTACT, _("Contact person"), False),
    "contact-of": (RelationKind.CONTACT, _("Contact person of"), True),
    "other": (RelationKind.OTHER, _("Other"), False),
}
"""how one person sees the other: the kind, its name from this side, whether the row stands the other way round"""


@dataclass(frozen=True)
class Link:
    """A relation as one of its two people sees it."""

    relation: Relation
    person: Customer
    side: str

    @property
    def label(self) -> Any:
        return SIDES[self.side][1]


def links_of(customer: Customer, *, by: Any) -> list[Link]:
    """Rule 1: the relations of this person, in both directions, to people whom `by` may see."""
    links = [link(one, customer) for one in relations_of(customer.business, customer)]
    return [one for one in links if not by.branch_ids or one.person.branch_id in {None, *by.branch_ids}]


@compiled
def relations_of(business: Business, customer: Customer) -> Any:
    both = business.relations.filter(Q(customer=customer) | Q(other=customer))
    return both.select_related("customer", "other").order_by("kind", "id")


def link(relation: Relation, seen_by: Customer) -> Link:
    turned = relation.other_id == seen_by.pk
    person = relation.customer if turned else relation.other
    return Link(relation, person, side_of(relation.kind, turned=turned))


def side_of(kind: str, *, turned: bool) -> str:
    """What the other one is to me; family and other relations look the same from both sides."""
    exact = (side for side, (one, _label, other_way) in SIDES.items() if one == kind and other_way == turned)
    return next(exact, kind)


def lacks_guardian(customer: Customer, links: Iterable[Link], *, today: date) -> bool:
    """Rule 4."""
    age = customer.age(today)
    return age is not None and 0 <= age < OF_AGE and not any(one.side == "guardian" for one in links)


def problems(customer: Customer, *, other: Customer, side: str, today: date) -> list[Problem]:
    if customer.pk == other.pk:
        return [Problem("relation-self", _("Please choose another person."), field="other")]
    kind, _label, turned = SIDES[side]
    ward, guardian = (other, customer) if turned else (customer, other)
    pair = Q(customer=ward, other=guardian)
    if side in {"family", "other"}:
        pair |= Q(customer=guardian, other=ward)
    found = []
    if customer.business.relations.filter(pair, kind=kind).exists():
        found.append(Problem("relation-known", _("This relation is there already."), field="other"))
    if kind == RelationKind.GUARDIAN:
        found += guardian_problems(ward, guardian, today=today)
    return found


def guardian_problems(ward: Customer, guardian: Customer, *, today: date) -> list[Problem]:
    """Rules 3 and 5."""
    found = []
    if guardian.birthday and age_on(guardian.birthday, today) < OF_AGE:
        found.append(Problem("guardian-minor", _("A guardian is at least 18 years old."), field="other"))
    if guardian.is_company:
        found.append(Problem("guardian-company", _("A guardian is a person, not a company."), field="other"))
    if guardian.relations.filter(other=ward, kind=RelationKind.GUARDIAN).exists():
        found.append(
            Problem("guardian-circle", _("One cannot be the guardian of one's own guardian."), field="other")
        )
    return found


@transaction.atomic
def relate(
    customer: Customer, *, other: Customer, side: str, by: Any, now: datetime, remarks: str = ""
) -> Relation:
    """`other` is the guardian, ward, employer … of `customer`; written down for both."""
    customer, other = both_held(customer, other)
    refuse_if(problems(customer, other=other, side=side, today=timezone.localdate(now)))
    kind, _label, turned = SIDES[side]
    ends = {"customer": other, "other": customer} if turned else {"customer": customer, "other": other}
    relation: Relation = customer.business.relations.create(**ends, kind=kind, remarks=remarks)
    announce(Kind.RELATION_ADDED, relation, by=by, now=now)
    return relation


def both_held(customer: Customer, other: Customer) -> tuple[Customer, Customer]:
    """In one order for all, so that two verbs never wait for each other."""
    first, second = sorted((customer, other), key=lambda one: one.pk)
    held = {one.pk: standing.held(one) for one in dict.fromkeys((first, second))}
    return held[customer.pk], held[other.pk]


@transaction.atomic
def part(relation: Relation, *, by: Any, now: datetime) -> Package:
    """Ends the relation, for both; returns what puts it back."""
    for person in sorted((relation.customer, relation.other), key=lambda one: one.pk):
        person.locked()
    announce(Kind.RELATION_REMOVED, relation, by=by, now=now)
    package = Package()
    moving.remove(relation, package)
    return package


@transaction.atomic
def restore(customer: Customer, package: Package, *, by: Any, now: datetime) -> Relation:
    """Rule 6; `customer` is the one whom the row stands with."""
    values = moving.taken(package, LABEL)
    customer, other = both_held(customer, customer.business.customers.get(pk=values["other_id"]))
    side = side_of(values["kind"], turned=False)
    refuse_if(problems(customer, other=other, side=side, today=timezone.localdate(now)))
    moving.bring_back(LABEL, values)
    relation: Relation = customer.business.relations.get(pk=values["id"])
    announce(Kind.RELATION_RESTORED, relation, by=by, now=now)
    return relation


def announce(kind: str, relation: Relation, *, by: Any, now: datetime) -> None:
    """One entry in each one's log, told from their side."""
    for person in (relation.customer, relation.other):
        seen = link(relation, person)
        record(
            kind,
            person,
            by=by,
            now=now,
            relation=str(seen.label),
            person=seen.person,
            remarks=relation.remarks,
        )
