"""Finding people: by part of a name, telephone in any format, e-mail, customer number; on either keyboard layout.

1. Every word must be found somewhere in the person's search text (folded: small letters, no vowel points).
2. Digits are compared with the digits of all the person's numbers, so any way of writing one finds it.
3. What finds nobody is tried once more as the same keys on the other keyboard layout.
4. A whole ID number finds its person, for staff who may see ID numbers.
5. Matches are found first and put in order afterwards: a few (up to MOST) are named by their ids; many are dense, so
   that walking along the order meets them soon. The planner, left to itself, walks the order for a few as well.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from kesher.businesses.permissions import Permission
from kesher.core import identities, phones
from kesher.core.words import folded, other_layout
from kesher.customers.models import Customer
from kesher.customers.models.customer import CustomerQuerySet

MOST = 1000
"""lists count so far and no further"""
_LONGEST = 100
_TRIGRAM = 3


@dataclass(frozen=True)
class Found:
    """Who was found, in no order yet; `count` is at most MOST + 1."""

    people: CustomerQuerySet
    count: int


def text_of(customer: Customer, further_numbers: Any = ()) -> str:
    """What `search_text` holds; whoever changes one of its parts writes it again."""
    digits = [phones.stored_digits(number) for number in (customer.phone, *further_numbers) if number]
    return folded(" ".join([customer.full_name, customer.email, str(customer.number), customer.invoice_name, *digits]))


def renew(customer: Customer) -> None:
    """Whoever was merged into this person is found here, by the old number too."""
    text = text_of(customer, customer.numbers.values_list("phone", flat=True))
    aliases = [str(number) for number in customer.merged.order_by("id").values_list("number", flat=True)]
    customer.search_text = " ".join([text, *aliases])
    customer.save(update_fields=["search_text"])


def found(people: CustomerQuerySet, text: str, *, by: Any) -> CustomerQuerySet:
    """The people that match, or those that match what the same keys mean on the other layout."""
    return found_first(people, text, by=by).people if text.strip() else people


def found_first(people: CustomerQuerySet, text: str, *, by: Any) -> Found:
    """The same, with how many there are (rule 5)."""
    text = text[:_LONGEST]
    one = gathered(matched(people, text, by=by), is_sparse=is_sparse(text))
    return one if one.count else gathered(matched(people, other_layout(text), by=by), is_sparse=is_sparse(text))


def gathered(people: CustomerQuerySet, *, is_sparse: bool = False) -> Found:
    """Rule 5; `is_sparse` makes the database find all matches before it counts off the first."""
    order = [F("id") + 0] if is_sparse else []
    ids = list(people.order_by(*order).values_list("pk", flat=True)[: MOST + 1])
    return Found(people.filter(pk__in=ids) if len(ids) <= MOST else people, len(ids))


def is_sparse(text: str) -> bool:
    """Long enough for the trigram index to be of use."""
    return max((len(word) for word in folded(text).split()), default=0) >= _TRIGRAM


def matched(people: CustomerQuerySet, text: str, *, by: Any) -> CustomerQuerySet:
    """Rules 1, 2 and 4."""
    digits = phones.digits_for_search(text)
    holds = Q(search_text__contains=digits) if digits else Q()
    for word in [] if digits else folded(text).split():
        holds &= Q(search_text__contains=word)
    if not holds:
        return people.none()
    if by and by.may(Permission.CUSTOMER_IDENTITY) and identities.is_identity_number(text):
        holds |= Q(id_number=identities.normalised(text))
    return people.filter(holds)
