"""Finding inquiries: by number, customer's name, contact, telephone in any format, or words of the text.

1. Every word must be found somewhere in the inquiry's search text (folded).
2. Digits are compared with the digits of its telephone, its number, and the numbers of those that were merged into it.
3. What finds nothing is tried once more as the same keys on the other keyboard layout.
4. Another name or telephone of the customer, and a merge of customers, write the texts of their inquiries again.
"""

from typing import Any

from django.db.models import Q

from kesher.core import phones
from kesher.core.words import folded, other_layout
from kesher.customers.models import Customer
from kesher.inquiries.models import Inquiry

NAMING = {"first_name", "last_name", "full_name", "phone"}
"""what of a customer stands in the search text"""
_LONGEST = 100
_LONGEST_TEXT = 4000


def text_of(inquiry: Inquiry) -> str:
    """What `search_text` holds; whoever changes one of its parts writes it again."""
    customer = inquiry.customer
    numbers = [inquiry.phone, customer.phone if customer else ""]
    digits = [phones.stored_digits(number) for number in numbers if number]
    name = customer.full_name if customer else ""
    merged = inquiry.merged.values_list("number", flat=True) if inquiry.pk else []
    parts = [
        str(inquiry.number),
        *map(str, merged),
        name,
        inquiry.contact_name,
        inquiry.email,
        inquiry.title,
        inquiry.address,
    ]
    return folded(" ".join([*parts, *digits, inquiry.details]))[:_LONGEST_TEXT]


def renew(customer: Customer) -> None:
    """Rule 4."""
    changed = []
    for inquiry in customer.inquiries.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        inquiry.customer, before = customer, inquiry.search_text
        inquiry.search_text = text_of(inquiry)
        changed += [inquiry] if inquiry.search_text != before else []
    customer.business.inquiries.bulk_update(changed, ["search_text"], batch_size=200)


def condition(text: str) -> Q:
    """Rules 1 and 2."""
    digits = phones.digits_for_search(text)
    holds = Q()
    for word in [digits] if digits else folded(text).split():
        holds &= Q(search_text__contains=word)
    return holds


def found(inquiries: Any, text: str) -> Any:
    """Those that match, or those that match what the same keys mean on the other layout (rule 3)."""
    text = text[:_LONGEST]
    if not text.strip():
        return inquiries
    first = inquiries.filter(condition(text))
    return first if first[:1].exists() else inquiries.filter(condition(other_layout(text)))
