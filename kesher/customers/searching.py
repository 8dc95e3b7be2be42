"""Finding people: by part of a name, telephone in any format, e-mail, customer number; on either keyboard layout.

1. Every word must be found somewhere in the person's search text (folded: small letters, no vowel points).
2. Digits are compared with the digits of all the person's numbers, so any way of writing one finds it.
3. What finds nobody is tried once more as the same keys on the other keyboard layout.
4. ID numbers are found only by who may see them.
"""

from typing import Any

from kesher.core import phones
from kesher.core.words import folded, other_layout
from kesher.customers.models import Customer
from kesher.customers.models.customer import CustomerQuerySet


def text_of(customer: Customer, further_numbers: Any = ()) -> str:
    """What `search_text` holds; whoever changes one of its parts writes it again."""
    digits = [phones.stored_digits(number) for number in (customer.phone, *further_numbers) if number]
    return folded(" ".join([customer.full_name, customer.email, str(customer.number), customer.invoice_name, *digits]))


def renew(customer: Customer) -> None:
    customer.search_text = text_of(customer, customer.numbers.values_list("phone", flat=True))
    customer.save(update_fields=["search_text"])


def found(people: CustomerQuerySet, text: str, *, by: Any) -> CustomerQuerySet:
    """The people that match, or those that match what the same keys mean on the other layout."""
    matching = matched(people, text, by=by)
    if not text.strip() or matching[:1].exists():
        return matching
    return matched(people, other_layout(text), by=by)


def matched(people: CustomerQuerySet, text: str, *, by: Any) -> CustomerQuerySet:
    digits = phones.digits_for_search(text)
    if digits:
        return people.filter(search_text__contains=digits)
    for word in folded(text).split():
        people = people.filter(search_text__contains=word)
    return people
