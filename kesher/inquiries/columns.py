"""The columns of the handling screen: what each reads, how it looks, what stands in a sheet.

1. A column says which values it reads; nothing else is fetched.
2. On screen and in a sheet stands the same; a sheet has moments and numbers as such.
3. The target carries a mark: overdue, response time missed, or at risk (the clock's own warning).
4. A meeting's row has the same names: its start is its target, its state its status.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.core import days, phones
from kesher.core.sheets.writing import Kind
from kesher.customers.columns import tone
from kesher.inquiries.models import BillingStatus, Channel
from kesher.inquiries.phrasing import KIND_LABELS

DEFAULT = ("customer", "status", "target", "priority", "assignees")
FACTS = 3
Read = dict[str, Any]
CHANNELS = dict(Channel.choices)
BILLING = dict(BillingStatus.choices)
KIND_ICONS = {
    "message": "message", "task": "checkbox", "service-call": "tool", "documentation": "file-text",
    "meeting": "calendar",
}  # fmt: skip
KIND_TONES = {
    "message": "blue", "task": "teal", "service-call": "orange", "documentation": "gray", "meeting": "purple",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """`shown` gives the value on screen, `told` the one in a sheet (the same where it is not given)."""

    key: str
    label: Any
    reads: tuple[str, ...]
    shown: Callable[[Read, datetime], Any]
    told: Callable[[Read, datetime], Any] | None = None
    look: str = ""
    """pill, ltr, people, due, person, or plain text"""
    kind: Kind = "text"
    sort: str = ""

    def told_of(self, row: Read, now: datetime) -> Any:
        return (self.told or self.shown)(row, now)


def plain(name: str) -> Callable[[Read, datetime], Any]:
    return lambda row, now: row[name] or ""  # noqa: ARG005


def when(name: str) -> Callable[[Read, datetime], str]:
    return lambda row, now: spoken(row[name], now) if row[name] else ""


def told_when(name: str) -> Callable[[Read, datetime], datetime | None]:
    return lambda row, now: timezone.localtime(row[name]) if row[name] else None  # noqa: ARG005


def since(name: str) -> Callable[[Read, datetime], str]:
    """Of what lies behind: of earlier days than yesterday only the date."""
    return lambda row, now: spoken(row[name], now, far=days.shown_date) if row[name] else ""


def spoken(moment: datetime, now: datetime, *, far: Callable[[datetime], str] = days.shown_moment) -> str:
    """09:05 for today, tomorrow 09:05, or the day and the hour."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    clock = days.shown_time(local)
    words = {0: _("today %(time)s"), 1: _("tomorrow %(time)s"), -1: _("yesterday %(time)s")}
    away = (local.date() - today) // timedelta(days=1)
    return words[away] % {"time": clock} if away in words else far(local)


def pill(name: str) -> Callable[[Read, datetime], Any]:
    return lambda row, now: (  # noqa: ARG005
        (row[f"{name}__name"], tone(row[f"{name}__colour"])) if row[f"{name}__name"] else ""
    )


def person(row: Read, now: datetime) -> Any:  # noqa: ARG001
    return (row["customer__full_name"] or row["contact_name"], row["customer"])


def told_person(row: Read, now: datetime) -> str:
    return str(person(row, now)[0])


def people(row: Read, now: datetime) -> list[str]:  # noqa: ARG001
    return [name for name, _main in row["assignees"]]


def told_people(row: Read, now: datetime) -> str:
    return ", ".join(people(row, now))


def target(row: Read, now: datetime) -> Any:
    """Text, tone and what the mark says (rule 3)."""
    if not row["target_at"] and not row["clock"]:
        return ""
    text = spoken(row["target_at"], now) if row["target_at"] else _("no target")
    return (text, *mark(row, now))


def mark(row: Read, now: datetime) -> tuple[str, str]:
    if row["closed_at"]:
        return "", ""
    if row["clock"] == "missed":
        return "red", _("Response time missed")
    if row["target_at"] and row["target_at"] < now:
        return "red", _("Overdue")
    return ("yellow", _("Response time at risk")) if row["clock"] == "risk" else ("", "")


def fixed(name: str, labels: Any) -> Callable[[Read, datetime], str]:
    return lambda row, now: str(labels.get(row[name], "")) if row[name] else ""  # noqa: ARG005


def percent(row: Read, now: datetime) -> str:  # noqa: ARG001
    return f"{row['percent']}%" if row["percent"] else ""


def phone(row: Read, now: datetime) -> str:  # noqa: ARG001
    return phones.shown(row["phone"]) if row["phone"] else ""


def moment_column(key: str, label: Any, name: str, sort: str = "") -> Column:
    return Column(key, label, (name,), when(name), told_when(name), kind="moment", sort=sort)


_ALL = (
    Column("customer", gettext_lazy("Customer"), ("customer", "customer__full_name", "contact_name"), person, told_person, "person"),
    Column("status", gettext_lazy("Status"), ("status__name", "status__colour"), pill("status"), plain("status__name"), "pill"),
    Column("target", gettext_lazy("Target"), ("target_at",), target, told_when("target_at"), "due", "moment", "target"),
    Column("priority", gettext_lazy("Priority"), ("priority__name", "priority__colour"), pill("priority"), plain("priority__name"), "pill", sort="priority"),
    Column("assignees", gettext_lazy("Assignees"), (), people, told_people, "people"),
    Column("changed", gettext_lazy("Updated"), ("changed_at",), since("changed_at"), told_when("changed_at"), kind="moment", sort="changed"),
    Column("kind", gettext_lazy("Kind"), ("kind",), fixed("kind", KIND_LABELS)),
    Column("type", gettext_lazy("Type"), ("type__name",), plain("type__name")),
    Column("team", gettext_lazy("Team"), ("team__name",), plain("team__name")),
    Column("branch", gettext_lazy("Branch"), ("branch__name",), plain("branch__name")),
    Column("channel", gettext_lazy("Came by"), ("channel",), fixed("channel", CHANNELS)),
    Column("contract", gettext_lazy("Service contract"), ("contract__name",), plain("contract__name")),
    Column("site", gettext_lazy("Site"), ("site__name",), plain("site__name")),
    Column("equipment", gettext_lazy("Equipment"), ("equipment__name",), plain("equipment__name")),
    Column("contact", gettext_lazy("Contact person"), ("contact_name",), plain("contact_name")),
    Column("phone", gettext_lazy("Phone"), ("phone",), phone, look="ltr"),
    Column("percent", gettext_lazy("Percent done"), ("percent",), percent, plain("percent"), "ltr", "number"),
    moment_column("start", gettext_lazy("Start"), "starts_at"),
    moment_column("end", gettext_lazy("End"), "ends_at"),
    moment_column("opened", gettext_lazy("Opened"), "created_at", "opened"),
    moment_column("closed", gettext_lazy("Closed"), "closed_at", "closed"),
    Column("billing", gettext_lazy("Billing status"), ("billing_status",), fixed("billing_status", BILLING)),
    Column("number", gettext_lazy("Number"), ("number",), plain("number"), look="ltr", kind="number", sort="number"),
)  # fmt: skip
COLUMNS = {column.key: column for column in _ALL}
