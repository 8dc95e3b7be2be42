"""Who may be the same person: asked while somebody is being added, and over the whole business (pairing.py).

1. The same ID number is the same person; the same telephone or e-mail may be a family, so the name counts as well.
2. Names are compared folded (searching's letters, without doubled yod and vav), in either order, with a slip or two.
3. Further telephone numbers count like the first one.
4. Archived people are found too: they are restored rather than added again. Erased and merged ones are not.
5. Staff limited to branches are not told who stands in another branch, only that there may be somebody.
6. ID numbers are compared only for staff who may see them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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
_END = 2


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
    exact = reached(
        business, people, sought, names=[f"{first_name} {last_name}", f"{last_name} {first_name}"]
    )
    by_words = named(f"{first_name} {last_name}")
    if not exact and not by_words:
        return []
    candidates = people.filter(Q(pk__in=list(exact)) | by_words if by_words else Q(pk__in=list(exact)))
    return ranked(candidates[:_CANDIDATES], sought, exact=exact, by=by)


def reached(business: Business, people: Any, sought: Sought, *, names: list[str]) -> dict[int, set[str]]:
    """Those with the same telephone, e-mail, ID number or whole name and which of them, each from its own index."""
    fields = [
        ("phone", next(iter(sought.phones), "")),
        ("email", sought.email),
        ("id_number", sought.id_number),
    ]
    lookups = [
        people.filter(**{name: value}).order_by().values_list("pk", code(name))
        for name, value in fields
        if value
    ]
    if sought.phones:
        numbers = business.contact_numbers.filter(phone__in=sought.phones)
        lookups.append(numbers.order_by().values_list("customer_id", code("phone")))
    if sought.name:
        same = people.filter(full_name__in=[name.strip() for name in names], archived_at=None)
        lookups.append(same.order_by().values_list("pk", code("name")))
    found: dict[int, set[str]] = defaultdict(set)
    for pk, reason in lookups[0].union(*lookups[1:])[:_CANDIDATES] if lookups else ():
        found[pk].add(reason)
    return found


def code(name: str) -> Value:
    return Value(name, output_field=CharField())


def named(name: str) -> Q | None:
    """A first net: one of the two outer words whole and either end of the other, wherever they stand."""
    words = folded(name).split()
    if len(words) < 2:  # noqa: PLR2004
        return None
    first, last = words[0], words[-1]
    return Q(archived_at=None) & ((holds(first) & has_end(last)) | (holds(last) & has_end(first)))


def holds(part: str) -> Q:
    return Q(search_text__contains=part)


def has_end(word: str) -> Q:
    return holds(word[:_END]) | holds(word[-_END:])


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
