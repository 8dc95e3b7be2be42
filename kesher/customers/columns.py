"""The columns that a list of people can show: what each reads, how it looks, what stands in a sheet.

1. A column says which values it reads; nothing else is fetched.
2. On screen and in a sheet stands the same; a sheet has dates and numbers as such.
3. An ID number is masked on screen, since each reading of one is recorded; a sheet, whose making is recorded, has it.
4. A lead's status is its stage; a customer's is being a customer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models.staff import Gender
from kesher.businesses.permissions import Permission
from kesher.core import days, identities, phones
from kesher.core.sheets.writing import Kind
from kesher.customers.filtering import Choice
from kesher.customers.models import FieldKind, Role

DEFAULT = ("status", "phone", "email", "tags", "manager", "added")
FACTS = 3
Read = dict[str, Any]
ROLE_LABELS = {role.value: role.label for role in Role}
ROLE_TONES = {Role.LEAD: "blue", Role.CUSTOMER: "teal", Role.FORMER: "gray"}
GENDERS = {gender.value: gender.label for gender in Gender}
SPOKEN = {"1": _("Yes"), "0": _("No")}


@dataclass(frozen=True)
class Column:
    """`shown` gives the value on screen, `told` the one in a sheet (the same where it is not given)."""

    key: str
    label: Any
    reads: tuple[str, ...]
    shown: Callable[[Read, date], Any]
    told: Callable[[Read, date], Any] | None = None
    look: str = ""
    """pill, ltr, tags, or plain text"""
    kind: Kind = "text"
    sort: str = ""
    right: Permission | None = None
    field_id: int = 0

    def told_of(self, row: Read, today: date) -> Any:
        return (self.told or self.shown)(row, today)


def tone(colour: str | None) -> str:
    return {"grey": "gray"}.get(colour or "", colour or "gray")


def status(row: Read, today: date) -> tuple[str, str]:  # noqa: ARG001
    """Text and tone (rule 4)."""
    if row["role"] == Role.LEAD and row["stage__name"]:
        return row["stage__name"], tone(row["stage__colour"])
    return str(ROLE_LABELS[row["role"]]), ROLE_TONES[row["role"]]


def plain(name: str) -> Callable[[Read, date], Any]:
    return lambda row, today: row[name] or ""  # noqa: ARG005


def day(name: str) -> Callable[[Read, date], str]:
    return lambda row, today: days.shown_date(local_day(row[name])) if row[name] else ""  # noqa: ARG005


def told_day(name: str) -> Callable[[Read, date], date | None]:
    return lambda row, today: local_day(row[name]) if row[name] else None  # noqa: ARG005


def local_day(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


def age(row: Read, today: date) -> int | None:
    return days.age_on(row["birthday"], today) if row["birthday"] else None


def shown_age(row: Read, today: date) -> Any:
    years = age(row, today)
    return "" if years is None else years


def manager(row: Read, today: date) -> str:  # noqa: ARG001
    return f"{row['account_manager__first_name'] or ''} {row['account_manager__last_name'] or ''}".strip()


def gender(row: Read, today: date) -> str:  # noqa: ARG001
    return str(GENDERS.get(row["gender"], ""))


def tags(row: Read, today: date) -> list[tuple[str, str]]:  # noqa: ARG001
    return [(name, tone(colour)) for name, colour in row["tags"]]


def told_tags(row: Read, today: date) -> str:  # noqa: ARG001
    return ", ".join(name for name, _colour in row["tags"])


def phone(row: Read, today: date) -> str:  # noqa: ARG001
    return phones.shown(row["phone"])


def masked(row: Read, today: date) -> str:  # noqa: ARG001
    return identities.masked(row["id_number"]) if row["id_number"] else ""


def field_column(field: Choice) -> Column:
    """A custom field; its kind stands where other choices have their colour."""
    kind: Kind = "date" if field.colour == FieldKind.DATE else "text"
    shows = partial(field_text, field_id=field.id, field_kind=field.colour)
    tells = partial(field_value, field_id=field.id, field_kind=field.colour)
    return Column(f"field_{field.id}", field.name, (), shows, told=tells, kind=kind, field_id=field.id)


def field_value(row: Read, today: date, *, field_id: int, field_kind: str) -> Any:  # noqa: ARG001
    value = next((value for key, value in row["fields"] if key == field_id), "")
    if field_kind == FieldKind.YES_NO:
        return str(SPOKEN.get(value, value))
    if field_kind != FieldKind.DATE or not value:
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def field_text(row: Read, today: date, *, field_id: int, field_kind: str) -> str:
    value = field_value(row, today, field_id=field_id, field_kind=field_kind)
    return days.shown_date(value) if isinstance(value, date) else str(value)


_ALL = (
    Column(
        "status",
        _("Status"),
        ("role", "stage__name", "stage__colour"),
        status,
        lambda r, t: status(r, t)[0],
        "pill",
    ),
    Column("phone", _("Phone"), ("phone",), phone, look="ltr"),
    Column("email", _("E-mail"), ("email",), plain("email"), look="ltr"),
    Column("tags", _("Tags"), (), tags, told_tags, "tags"),
    Column(
        "manager",
        _("Account manager"),
        ("account_manager__first_name", "account_manager__last_name"),
        manager,
    ),
    Column("branch", _("Branch"), ("branch__name",), plain("branch__name")),
    Column("source", _("Source"), ("source__name",), plain("source__name")),
    Column(
        "added",
        _("Added on"),
        ("created_at",),
        day("created_at"),
        told_day("created_at"),
        kind="date",
        sort="added",
    ),
    Column(
        "changed",
        _("Last change"),
        ("changed_at",),
        day("changed_at"),
        told_day("changed_at"),
        kind="date",
        sort="changed",
    ),
    Column(
        "birthday",
        _("Birthday"),
        ("birthday",),
        day("birthday"),
        told_day("birthday"),
        kind="date",
        sort="birthday",
    ),
    Column("age", _("Age"), ("birthday",), shown_age, age, kind="number"),
    Column("gender", _("Gender"), ("gender",), gender),
    Column("job", _("Job title"), ("job_title",), plain("job_title")),
    Column("number", _("Number"), ("number",), plain("number"), look="ltr", kind="number", sort="number"),
    Column(
        "identity",
        _("ID number"),
        ("id_number",),
        masked,
        plain("id_number"),
        "ltr",
        right=Permission.CUSTOMER_IDENTITY,
    ),
)
COLUMNS = {column.key: column for column in _ALL}
