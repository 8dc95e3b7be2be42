"""Pairs of people in the whole business who look like the same person: the duplicates report.

1. Who shares an ID number, a telephone (the first or a further one), an e-mail or a name is compared, nobody else: each
   kind is grouped by its own index, so the work grows with the groups, not with the square of the people.
2. Groups are bounded (a switchboard's number is no duplicate), and so is their count: the report says when there are more.
3. The likeliest pair comes first; the same name alone is the weakest sign and is shown last.
4. A pair marked as "not a duplicate" is not shown again, unless that is taken back.
5. Only current people, and of those only whom this staff member sees.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.functional import Promise

from kesher.activity.recording import record
from kesher.businesses.models import Business
from kesher.businesses.permissions import Permission
from kesher.customers import duplicates, standing
from kesher.customers.duplicates import Sought
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer

MOST_GROUPS = 500
LARGEST_GROUP = 12


@dataclass(frozen=True)
class Pair:
    """Two people and what they have in common; `first` has the smaller id."""

    first: Customer
    second: Customer
    score: int
    reasons: list[str | Promise]


@dataclass(frozen=True)
class Report:
    pairs: list[Pair]
    is_whole: bool
    """False: there are more groups than are looked at"""


def report(business: Business, *, by: Any) -> Report:
    """A dozen queries at most, whatever the number of people."""
    people = business.customers.visible_to(by).current()
    names = ["phone", "email", "full_name", *(["id_number"] if by.may(Permission.CUSTOMER_IDENTITY) else [])]
    values = {name: shared(people, name) for name in names}
    rows: dict[int, Customer] = {}
    blocks = [block for name in names for block in together(people, name, values[name][:MOST_GROUPS], rows)]
    numbers = further_numbers(business, people, rows)
    blocks += [
        {pk, *(row.pk for row in rows.values() if row.phone in phones)} for pk, phones in numbers.items()
    ]
    known = {
        pk: compared(row, numbers.get(pk, set()), with_id="id_number" in names) for pk, row in rows.items()
    }
    keys = {
        pair for block in blocks if len(block) <= LARGEST_GROUP for pair in combinations(sorted(block), 2)
    }
    keys -= set(business.dismissed_pairs.values_list("first_id", "second_id"))
    pairs = [pair(rows[one], rows[two], duplicates.reasons(known[one], known[two])) for one, two in keys]
    ordered = sorted(pairs, key=lambda one: (-one.score, one.first.pk, one.second.pk))
    return Report(ordered, is_whole=all(len(found) <= MOST_GROUPS for found in values.values()))


def shared(people: Any, name: str) -> list[str]:
    """The values that a few people share, one more than are looked at."""
    groups = people.exclude(**{name: ""}).order_by().values(name).annotate(count=Count("pk"))
    groups = groups.filter(count__gt=1, count__lte=LARGEST_GROUP).values_list(name, flat=True)
    return list(groups[: MOST_GROUPS + 1])


def together(people: Any, name: str, values: list[str], rows: dict[int, Customer]) -> Iterable[set[int]]:
    """Who shares each of the values; the people are remembered in `rows`."""
    found: dict[str, set[int]] = defaultdict(set)
    for person in people.filter(**{f"{name}__in": values}) if values else ():
        found[getattr(person, name)].add(person.pk)
        rows.setdefault(person.pk, person)
    return found.values()


def further_numbers(business: Business, people: Any, rows: dict[int, Customer]) -> dict[int, set[str]]:
    """{person: further numbers that are somebody else's first one}; those people are remembered in `rows`."""
    first = people.filter(phone=OuterRef("phone")).exclude(pk=OuterRef("customer"))
    numbers = business.contact_numbers.filter(Exists(first), customer__in=people).values_list(
        "customer_id", "phone"
    )
    found: dict[int, set[str]] = defaultdict(set)
    for pk, phone in numbers[:MOST_GROUPS]:
        found[pk].add(phone)
    wanted = Q(pk__in=list(found)) | Q(phone__in={phone for phones in found.values() for phone in phones})
    rows |= {person.pk: person for person in people.filter(wanted) if found}
    return found


def compared(person: Customer, numbers: set[str], *, with_id: bool) -> Sought:
    known = duplicates.known(person, numbers)
    return known if with_id else replace(known, id_number="")


def pair(first: Customer, second: Customer, codes: Iterable[str]) -> Pair:
    like = duplicates.likeness(second, codes)
    return Pair(first, second, like.score, like.reasons)


@transaction.atomic
def dismiss(one: Customer, other: Customer, *, by: Any, now: datetime) -> None:
    """Rule 4; a pair is dismissed once."""
    first, second = held(one, other)
    _pair, is_new = first.business.dismissed_pairs.get_or_create(
        first=first, second=second, defaults={"staff": by, "dismissed_at": now}
    )
    if is_new:
        record(Kind.PAIR_DISMISSED, first, by=by, now=now, other=second)


@transaction.atomic
def put_back(one: Customer, other: Customer, *, by: Any, now: datetime) -> None:
    """Takes the dismissal back; a pair that was not dismissed is left as it is."""
    first, second = held(one, other)
    count, _rows = first.business.dismissed_pairs.filter(first=first, second=second).delete()
    if count:
        record(Kind.PAIR_PUT_BACK, first, by=by, now=now, other=second)


def held(one: Customer, other: Customer) -> list[Customer]:
    """Both, in the order of their ids."""
    return [standing.held(person) for person in sorted((one, other), key=lambda person: person.pk)]
