"""What a list of people is asked of the business's own fields.

1. A text is looked for within the value; a choice, a day, a number, yes or no is the whole value.
2. Days and numbers may be asked for from one to another ("10..20", "10..", "..20"); both ends are included.
"""

from contextlib import suppress
from datetime import date
from typing import Any

from django.db.models import Case, Exists, FloatField, OuterRef, Q, When
from django.db.models.functions import Cast

from kesher.businesses.models import Staff
from kesher.core.keys import key_from
from kesher.core.words import cleaned
from kesher.customers import custom_fields
from kesher.customers.models import FieldKind

TO = ".."


def asked(query: Any) -> dict[int, str]:
    """What is asked of custom fields: {id: value}; a form sends both ends of a range apart."""
    given: dict[int, str] = {}
    for key in query:
        parts = key.split("_") if key.startswith("field_") else []
        field_id = key_from(parts[1]) if parts else None
        if field_id and parts[2:] in ([], ["from"], ["to"]):
            typed = cleaned(query.get(f"field_{field_id}", ""))
            given[field_id] = (typed or ranged(query, field_id))[:100]
    return given


def ranged(query: Any, field_id: int) -> str:
    first, last = (cleaned(query.get(f"field_{field_id}_{end}", ""))[:45] for end in ("from", "to"))
    return f"{first}{TO}{last}" if first or last else ""


def holding(by: Staff, field_id: int, value: str, *, today: date) -> Any:
    """Rules 1 and 2."""
    values = by.business.field_values.filter(customer=OuterRef("pk"), field=field_id)
    within = Q(field__kind__in=(FieldKind.TEXT, FieldKind.LONG_TEXT), value__icontains=value)
    holds = Q(value__in=custom_fields.readings(value, today=today)) | within
    if TO not in value:
        return Exists(values.filter(holds))
    number = Case(When(field=field_id, field__kind=FieldKind.NUMBER, then=Cast("value", FloatField())))
    numbered = values.annotate(number=number)
    first, _to, last = value.partition(TO)
    return Exists(numbered.filter(holds | between(first.strip(), last.strip(), today=today)))


def between(first: str, last: str, *, today: date) -> Q:
    """Days as they are kept stand in the order of time; numbers are compared as such."""
    found = Q(pk__in=[])
    with suppress(custom_fields.Unreadable):
        low, high = (custom_fields.stored_day(end, today=today) if end else "" for end in (first, last))
        ends = {"value__gte": low, "value__lte": high}
        found |= Q(field__kind=FieldKind.DATE, **{name: end for name, end in ends.items() if end})
    with suppress(custom_fields.Unreadable):
        least, most = (float(custom_fields.stored_number(end)) if end else None for end in (first, last))
        limits = {"number__gte": least, "number__lte": most}
        found |= Q(
            field__kind=FieldKind.NUMBER, **{name: end for name, end in limits.items() if end is not None}
        )
    return found
