"""Fields that the business added, and their values (A068-A069).

1. A number is kept as its digits with a point: 1,234.50 is 1234.5; a date in ISO form, typed freely; yes is 1, no is 0.
2. A choice is one of the field's list.
3. A required field is filled in whenever the person's details are saved.
4. An emptied value is removed. A retired field keeps its values but is not asked for any more.
5. All that changed at once is one entry, with the values before and after by the field's name.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core.days import shown_date
from kesher.core.refusals import Problem, refuse_if
from kesher.core.typed_days import UnclearDay, day_from
from kesher.customers import adding, standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, CustomField, FieldKind

FINEST = -20
"""the exponent of a number's last digit; the digits of 1e-999999999 would fill the memory"""
LONGEST = {FieldKind.TEXT: 300, FieldKind.LONG_TEXT: 5000}
YES = {"1", "true", "on", "yes", "y", "כן", "v", "✓"}
NO = {"0", "false", "off", "no", "n", "לא"}


class Unreadable(ValueError):
    """The text is no value of this field; its first argument is the sentence for the user."""


def in_use(business: Any) -> list[CustomField]:
    return list(business.custom_fields.filter(retired_at=None))


def values_of(customer: Customer) -> dict[int, str]:
    """{field's id: value}."""
    return dict(customer.field_values.values_list("field_id", "value"))


def name_of(field: CustomField) -> str:
    """What the field is called in forms and problems."""
    return f"field_{field.pk}"


def stored(field: CustomField, text: str, *, today: date) -> str:
    """The value as it is kept (rules 1 and 2); empty stays empty. Raises Unreadable."""
    text = text.strip()
    if not text:
        return ""
    match field.kind:
        case FieldKind.NUMBER:
            return stored_number(text)
        case FieldKind.DATE:
            return stored_day(text, today=today)
        case FieldKind.YES_NO:
            return stored_answer(text)
        case FieldKind.CHOICE:
            return stored_choice(field, text)
    if len(text) > LONGEST[FieldKind(field.kind)]:
        raise Unreadable(_("This text is too long."))
    return text


def stored_number(text: str) -> str:
    try:
        number = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < FINEST or abs(number) >= Decimal(10) ** 15:
        raise Unreadable(_("Please enter a number."))
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def stored_day(text: str, *, today: date) -> str:
    try:
        return day_from(text, today=today).isoformat()
    except UnclearDay as unclear:
        raise Unreadable(*unclear.args) from unclear


def stored_answer(text: str) -> str:
    if text.lower() in YES:
        return "1"
    if text.lower() in NO:
        return "0"
    raise Unreadable(_("Please answer yes or no."))


def stored_choice(field: CustomField, text: str) -> str:
    if text not in field.choices:
        raise Unreadable(_("Please choose from the list."))
    return text


def readings(text: str, *, today: date) -> set[str]:
    """The values that somebody who types this may look for: as it is, as a number, as a day."""
    found = {text}
    for read in (stored_number, partial(stored_day, today=today)):
        with suppress(Unreadable):
            found.add(read(text))
    return found


def problems(
    *, values: Mapping[CustomField, str], today: date, held: Mapping[int, str] | None = None
) -> list[Problem]:
    """A value that is held already stands, even when the list of choices has changed since."""
    found = []
    for field, text in values.items():
        if text and held and text == held.get(field.pk):
            continue
        try:
            is_empty = not stored(field, text, today=today)
        except Unreadable as unreadable:
            found.append(Problem("field-unreadable", unreadable.args[0], field=name_of(field)))
            continue
        if is_empty and field.is_required:
            found.append(Problem("field-missing", _("This field is required."), field=name_of(field)))
    return found


@transaction.atomic
def fill(customer: Customer, *, values: Mapping[CustomField, str], by: Any, now: datetime) -> Customer:
    """Sets the values of these fields; the others stay."""
    customer = standing.held(customer)
    today = timezone.localdate(now)
    held = values_of(customer)
    refuse_if(problems(values=values, today=today, held=held))
    before = {field.name: held.get(field.pk, "") for field in values}
    after = {field.name: renewed(field, text, held, today=today) for field, text in values.items()}
    changed = changes(before, after)
    if not changed:
        return customer
    for field in values:
        if field.name in changed:
            put(customer, field, after[field.name])
    told = {
        field.name: [read_out(field, one) for one in changed[field.name]]
        for field in values
        if field.name in changed
    }
    record(Kind.FIELD_CHANGED, customer, by=by, now=now, changes=told)
    return customer


@transaction.atomic
def change_with(
    customer: Customer, *, values: Mapping[CustomField, str], by: Any, now: datetime, **details: Any
) -> Customer:
    """The second box at once: the person's own details and the business's fields, or neither."""
    today = timezone.localdate(now)
    whole = {"first_name": customer.first_name, **details}
    held = values_of(customer)
    refuse_if(
        [*adding.problems(details=whole, today=today), *problems(values=values, today=today, held=held)]
    )
    adding.change(customer, by=by, now=now, **details)
    return fill(customer, values=values, by=by, now=now)


def shown(field: CustomField, value: str) -> Any:
    """The kept value as people read it."""
    if field.kind == FieldKind.YES_NO and value:
        return _("Yes") if value == "1" else _("No")
    if field.kind == FieldKind.DATE and value:
        return shown_date(date.fromisoformat(value))
    return value


def read_out(field: CustomField, value: str) -> str | bool:
    """The value as the log keeps it, for readers of any language: yes and no as such, days in ISO form."""
    return value == "1" if value and field.kind == FieldKind.YES_NO else value


def renewed(field: CustomField, text: str, held: Mapping[int, str], *, today: date) -> str:
    return text if text and text == held.get(field.pk) else stored(field, text, today=today)


def put(customer: Customer, field: CustomField, value: str) -> None:
    if value:
        customer.field_values.update_or_create(
            field=field,
            defaults={"value": value},
            create_defaults={"value": value, "business": customer.business},
        )
    else:
        customer.field_values.filter(field=field).delete()
