"""Who may be the same person: asked while somebody is being added, and over the whole business (pairing.py).

1. The same ID number is the same person; the same telephone or e-mail may be a family, so the name counts as well.
2. Names are compared folded (searching's letters, without doubled yod and vav), in either order, with a slip or two.
3. Further telephone numbers count like the first one.
4. Archived people are found too: they are restored rather than added again. Erased and merged ones are not.
5. Staff limited to branches are not told who stands in another branch, only that there may be somebody.
6. ID numbers are compared only for staff who may see them.
7. While somebody is changed, only what is new about them is compared: relatives who share a telephone are known.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from kesher.businesses.models import Business
from kesher.businesses.permissions import Permission
from kesher.core import identities, phones
from kesher.core.words import folded
from kesher.customers.models import Customer

WEIGHTS = {"id_number": 100, "phone": 60, "email": 60, "name": 40, "like": 30, "birthday": 15}
REASONS: dict[str, Any] = {
    "id_number": _("Same ID number"),
    "phone": _("Same phone"),
    "email": _("Same e-mail"),
    "name": _("Same name"),
    "like": _("Similar name"),
    "birthday": _("Same birthday"),
}
FAMILY = 75
"""the most that telephone and e-mail alone can say"""
ALIKE = 86
"""from which likeness (0-100) on two names are similar"""
MOST = 5
_CANDIDATES = 200
_PIECE = 2
_SURROGATES = range(0xD800, 0xE000)
"""codes that no text can hold"""


@dataclass(frozen=True)
class Likeness:
    """Somebody who may be the same person; `customer` is None for people of other branches."""

    customer: Customer | None
    score: int
    reasons: list[str | Promise]


@dataclass(frozen=True)
class Sought:
    """What is compared, as it is kept."""

    name: str = ""
    phones: frozenset[str] = frozenset()
    email: str = ""
    id_number: str = ""
    birthday: Any = None


def similar(
    business: Business,
    *,
    first_name: str = "",
    last_name: str = "",
    phone: str = "",
    email: str = "",
    id_number: str = "",
    by: Any,
    besides: Customer | None = None,
) -> list[Likeness]:
    """The people most like these details, the likeliest first; two queries."""
    sought = Sought(
        name=name_key(f"{first_name} {last_name}"),
        phones=frozenset({kept_phone(phone)} - {""}),
        email=email.strip().lower(),
        id_number=identities.normalised(id_number) if by.may(Permission.CUSTOMER_IDENTITY) else "",
    )
    people = business.customers.filter(erased_at=None, merged_into=None)
    if besides:
        people = people.exclude(pk=besides.pk)
    found = reached(business, people, sought, words=f"{first_name} {last_name}".split())
    return ranked(people.filter(pk__in=likeliest(found)), sought, exact=found, by=by) if found else []


def similar_to_change(customer: Customer, *, by: Any, **typed: str) -> list[Likeness]:
    """The people most like what is typed anew about somebody (rule 7)."""
    held = known(customer, customer.numbers.values_list("phone", flat=True))
    is_named = name_key(f"{typed.get('first_name', '')} {typed.get('last_name', '')}") != held.name
    is_new = {
        "first_name": is_named,
        "last_name": is_named,
        "phone": kept_phone(typed.get("phone", "")) not in held.phones,
        "email": typed.get("email", "").strip().lower() != held.email,
        "id_number": identities.normalised(typed.get("id_number", "")) != held.id_number,
    }
    fresh = {name: value for name, value in typed.items() if is_new[name]}
    return similar(customer.business, **fresh, by=by, besides=customer)


def reached(business: Business, people: Any, sought: Sought, *, words: list[str]) -> dict[int, set[str]]:
    """Who has the same telephone, e-mail, ID number or a similar name, and which of them: one query, every part of it
    answered by an index of its own.
    """
    fields = [
        ("phone", next(iter(sought.phones), "")),
        ("email", sought.email),
        ("id_number", sought.id_number),
    ]
    lookups = [looked_up(people.filter(**{name: value}), name) for name, value in fields if value]
    if sought.phones:
        numbers = business.contact_numbers.filter(phone__in=sought.phones)
        lookups.append(numbers.order_by().values_list("customer_id", code("phone"), code("")))
    lookups += [looked_up(business.customers.filter(near), "name") for near in near_names(words)]
    found: dict[int, set[str]] = defaultdict(set)
    for pk, reason, name in lookups[0].union(*lookups[1:]) if lookups else ():
        likeness = alike(name_key(name), sought.name) if reason == "name" else reason
        if likeness:
            found[pk].add(likeness)
    return found


def likeliest(found: dict[int, set[str]]) -> list[int]:
    """Whoever shares more than a name comes first, should there be very many."""
    return sorted(found, key=lambda pk: (found[pk] <= {"name", "like"}, pk))[:_CANDIDATES]


def looked_up(people: Any, reason: str) -> Any:
    return people.order_by().values_list("pk", code(reason), "full_name")


def near_names(words: list[str]) -> list[Q]:
    """A first net for names, wide enough for a slip: the beginning of one outer word at the beginning of the name, and a
    piece of the other one within; a name of one word is looked for as it is. Both columns stand in one index.
    """
    if len(words) < 2:  # noqa: PLR2004
        return [Q(archived_at=None, full_name=word) for word in words]
    return [near(start, words[-1]) for start in spelled(words[0])] + [
        near(start, words[0]) for start in spelled(words[-1])
    ]


def near(start: str, other: str) -> Q:
    """Names from `start` on and below the next letter."""
    after = start[:-1] + next_letter(start[-1])
    pieces = {other[:_PIECE], other[1 : 1 + _PIECE], other[-_PIECE:]}
    piece = reduce(or_, (Q(full_name__icontains=one) for one in sorted(pieces)))
    return Q(archived_at=None, full_name__gte=start, full_name__lt=after) & piece


def next_letter(letter: str) -> str:
    """The code after it that a text can hold; after the very last one, that one twice."""
    following = ord(letter) + 1
    if following > sys.maxunicode:
        return letter * 2
    return chr(_SURROGATES.stop if following in _SURROGATES else following)


def spelled(word: str) -> list[str]:
    """The first letters as typed, and with a capital where the script has them."""
    return sorted({word[:_PIECE], word[:_PIECE].capitalize()})


def code(name: str) -> Value:
    return Value(name, output_field=CharField())


def ranked(
    candidates: Iterable[Customer], sought: Sought, *, exact: dict[int, set[str]], by: Any
) -> list[Likeness]:
    """The likeliest first; those of other branches become one neutral hint (rule 5)."""
    found, is_elsewhere = [], False
    for customer in candidates:
        codes = {*reasons(known(customer), sought), *exact.get(customer.pk, ())}
        if not codes:
            continue
        if by.branch_ids and customer.branch_id not in {None, *by.branch_ids}:
            is_elsewhere = is_elsewhere or bool(codes & {"id_number", "phone", "email"})
        else:
            found.append(likeness(customer, codes))
    found = sorted(found, key=lambda one: -one.score)[:MOST]
    return [*found, Likeness(None, 0, [])] if is_elsewhere else found


def likeness(customer: Customer, codes: Iterable[str]) -> Likeness:
    ordered = [name for name in REASONS if name in set(codes)]
    return Likeness(customer, score(ordered), [REASONS[name] for name in ordered])


def known(customer: Customer, numbers: Iterable[str] = ()) -> Sought:
    return Sought(
        name=name_key(customer.full_name),
        phones=frozenset({customer.phone, *numbers} - {""}),
        email=customer.email,
        id_number=customer.id_number,
        birthday=customer.birthday,
    )


def reasons(one: Sought, other: Sought) -> set[str]:
    """What the two have in common: keys of REASONS."""
    found = {
        name
        for name in ("id_number", "email")
        if getattr(one, name) and getattr(one, name) == getattr(other, name)
    }
    if one.phones & other.phones:
        found.add("phone")
    found |= {alike(one.name, other.name)} - {""}
    if one.birthday and one.birthday == other.birthday and found:
        found.add("birthday")
    return found


def alike(one: str, other: str) -> str:
    """`name` for the same words in any order, `like` for nearly the same, else nothing."""
    if not one or not other:
        return ""
    ratio = fuzz.token_sort_ratio(one, other)
    return "name" if ratio == 100 else "like" if ratio >= ALIKE else ""  # noqa: PLR2004


def score(codes: Iterable[str]) -> int:
    """A family may share both telephone and e-mail: without the name it is never certain (rule 1)."""
    found = set(codes)
    most = 100 if found & {"id_number", "name", "like"} else FAMILY
    return min(most, sum(WEIGHTS[code] for code in found))


def name_key(name: str) -> str:
    """A name as it is compared: full and defective spelling are the same (rule 2)."""
    return folded(name).replace("יי", "י").replace("וו", "ו")


def kept_phone(phone: str) -> str:
    """The number as people are kept with it; empty for what is no number yet."""
    found = phones.parsed(phone)
    return found.e164 if found else ""
