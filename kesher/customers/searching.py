"""Finding people: by part of a name, telephone in any format, e-mail, customer number; on either keyboard layout.

1. Every word must be found somewhere in the person's search text (folded: small letters, no vowel points).
2. Digits are compared with the digits of all the person's numbers, so any way of writing one finds it.
3. What finds nobody is tried once more as the same keys on the other keyboard layout.
4. A whole ID number finds its person, for staff who may see ID numbers.
5. Matches are found first and put in order afterwards: a few (up to MOST) are named by their ids; many are dense, so
   that walking along the order meets them soon. The planner, left to itself, walks the order for a few as well.
6. Whoever was merged into a person is found at that one: by the old number, name and e-mail.
7. "#207" is the customer of that number and nobody else. Digits alone stand in telephones too: lists show that customer
   first (`number_in`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from kesher.businesses.permissions import Permission
from kesher.core import identities, phones, search_index
from kesher.core.keys import key_from
from kesher.core.search_index import among
from kesher.core.words import folded, other_layout
from kesher.customers.models import Customer
from kesher.customers.models.customer import CustomerQuerySet

MOST = 1000
"""lists count so far and no further"""
MERGED = ("number", "full_name", "email")
_LONGEST = 100


@dataclass(frozen=True)
class Found:
    """Who was found, in no order yet; `count` is at most MOST + 1."""

    people: CustomerQuerySet
    count: int


def text_of(customer: Customer, further_numbers: Any = (), merged: Iterable[tuple[Any, ...]] = ()) -> str:
    """What `search_text` holds; whoever changes one of its parts writes it again. `merged`: of MERGED, for each."""
    digits = [phones.stored_digits(number) for number in (customer.phone, *further_numbers) if number]
    own = [customer.full_name, customer.email, str(customer.number), customer.invoice_name, *digits]
    return folded(" ".join([*own, *(str(word) for words in merged for word in words if word)]))


def renew(customer: Customer) -> None:
    """Rule 6."""
    merged = customer.merged.order_by("id").values_list(*MERGED)
    customer.search_text = text_of(customer, customer.numbers.values_list("phone", flat=True), merged)
    customer.save(update_fields=["search_text"])


def merged_into(business: Any, ids: Iterable[int]) -> dict[int, list[tuple[Any, ...]]]:
    """Of many at once: what those merged into each are found by."""
    rows = business.customers.filter(merged_into__in=ids).order_by("id").values_list("merged_into", *MERGED)
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for survivor_id, *words in rows:
        found[survivor_id].append(tuple(words))
    return found


def found(people: CustomerQuerySet, text: str, *, by: Any) -> CustomerQuerySet:
    """The people that match, or those that match what the same keys mean on the other layout."""
    return found_first(people, text, by=by).people if text.strip() else people


def found_first(people: CustomerQuerySet, text: str, *, by: Any) -> Found:
    """The same, with how many there are (rule 5)."""
    text = text[:_LONGEST]
    for certain in (by_identity, by_sign):
        person = certain(people, text, by=by)
        if person.count:
            return person
    one = matched(people, text, by=by)
    return one if one.count else matched(people, other_layout(text), by=by)


def by_identity(people: CustomerQuerySet, text: str, *, by: Any) -> Found:
    """Rule 4."""
    if not identities.is_identity(text) or not by.may(Permission.CUSTOMER_IDENTITY):
        return Found(people.none(), 0)
    return gathered(people.filter(id_number=identities.normalised(text)), by=by)


def by_sign(people: CustomerQuerySet, text: str, *, by: Any) -> Found:
    """Rule 7."""
    number = number_in(text) if text.strip().startswith("#") else None
    return gathered(people.filter(number=number), by=by) if number else Found(people.none(), 0)


def number_in(text: str) -> int | None:
    """The customer number that was typed, if that may be all it is."""
    return key_from(text.strip().removeprefix("#").strip())


def matched(people: CustomerQuerySet, text: str, *, by: Any) -> Found:
    """Where texts are read one after the other, they are read by themselves, out of their index, and reading stops at
    MOST; only few matches are named to the people. Where they are looked up, the database joins what it is asked.
    """
    holds = condition(text)
    if not holds:
        return Found(people.none(), 0)
    if not search_index.is_read_through():
        return gathered(people.filter(holds), by=by)
    texts = by.business.customers.filter(holds).values_list("pk", flat=True)
    ids = list(texts.order_by()[: MOST + 1])
    return gathered(people.filter(Q(pk__in=among(ids)) if len(ids) <= MOST else holds), by=by)


def gathered(people: CustomerQuerySet, *, by: Any) -> Found:
    """Rule 5. Counted in no order, so that counting stops at MOST. The few are named by their ids alone: with any other
    condition the planner would walk along the order for them.
    """
    ids = list(people.order_by().values_list("pk", flat=True)[: MOST + 1])
    named = by.business.customers.filter(pk__in=among(ids)) if len(ids) <= MOST else people
    return Found(named, len(ids))


def condition(text: str) -> Q:
    """Rules 1 and 2."""
    digits = phones.digits_for_search(text)
    holds = Q()
    for word in [digits] if digits else folded(text).split():
        holds &= Q(search_text__contains=word)
    return holds
