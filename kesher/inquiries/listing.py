"""The handling screen's list: inquiries, and meetings among them, in one order and one sequence of pages.

1. Columns are chosen and ordered by whoever looks; what it is (kind, subject, number) always comes first.
2. A page holds 50 rows and begins after the last one shown; at equal keys inquiries stand before meetings.
3. Without an order the next target comes first; what has no target comes last. Closed ones: the last closed first.
4. Counting stops at MOST: lists say "1,000+".
5. A page asks a constant number of questions, whatever it shows: inquiries, assignees, clocks, meetings, participants.
6. A meeting is seen by whoever takes part; others' only with the right to see everybody's inquiries and the diary, never
   private ones, and within one's branches.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce

from kesher.businesses.models import Staff
from kesher.core import keyset
from kesher.core.words import other_layout
from kesher.customers.searching import MOST
from kesher.inquiries import filtering, gathering, listed_meetings, searching, seeing, ways
from kesher.inquiries.asking import Wanted
from kesher.inquiries.columns import COLUMNS, DEFAULT, FACTS, KIND_ICONS, KIND_TONES, Column
from kesher.inquiries.gathering import INQUIRIES, MEETINGS

PAGE = 50
SORTS = {
    "target": "target_at", "changed": "changed_at", "opened": "created_at", "closed": "closed_at",
    "number": "number", "priority": "priority__rank",
}  # fmt: skip
"""order in the address: field; a minus in front turns it round"""
NO_RANK = 1000
LONGEST_SUBJECT = 80
"""characters of the details that stand for a title"""
NEVER = {"": datetime(9999, 1, 1, tzinfo=UTC), "-": datetime(1970, 1, 1, tzinfo=UTC)}
ALWAYS = (
    "pk", "kind", "number", "title", "details", "type__name", "target_at", "closed_at", "customer",
    "customer__full_name", "customer__phone", "contact_name", "phone", "status__category",
)  # fmt: skip


class Row(NamedTuple):
    """One row as the list shows it: plain values."""

    id: int
    is_meeting: bool
    name: str
    number: int | None
    kind: str
    icon: str
    tone: str
    sub: str
    phone: str
    """to call: the inquiry's own contact, else the customer"""
    chat: str
    """the digits of a mobile one for WhatsApp, chosen in the same way"""
    customer_id: int | None
    is_closed: bool
    cells: list[Any]


@dataclass(frozen=True)
class Found:
    """What the address asks for; `count` is at most MOST + 1."""

    inquiries: Any
    meetings: Any
    count: int


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    after: str
    """where the next page begins; empty: this is the last one"""


def columns_of(wanted: Wanted) -> list[Column]:
    """Rule 1; unknown columns are left out."""
    chosen = [COLUMNS[key] for key in wanted.columns if key in COLUMNS]
    return chosen or [COLUMNS[key] for key in DEFAULT]


def found(wanted: Wanted, *, by: Staff, now: datetime) -> Found:
    """The rows of both kinds that the address asks for, in no order yet (rules 4 and 6)."""
    inquiries = filtering.narrowed(seeing.seen_by(by), wanted, by=by, now=now)
    meetings = listed_meetings.narrowed(by, wanted, now=now)
    inquiries = inquiries if wanted.has_inquiries else inquiries.none()
    if wanted.text:
        inquiries, meetings = searched(inquiries, meetings, wanted.text)
    count = bounded(inquiries)
    return Found(inquiries, meetings, min(MOST + 1, count + (bounded(meetings) if count <= MOST else 0)))


def bounded(rows: Any) -> int:
    return int(rows.order_by().values("pk")[: MOST + 1].count())


def searched(inquiries: Any, meetings: Any, text: str) -> tuple[Any, Any]:
    """What holds every word; nothing found is tried once more on the other keyboard layout."""
    for one in (text, other_layout(text)):
        some = inquiries.filter(searching.condition(one)), meetings.filter(listed_meetings.holding(one))
        if some[0].exists() or some[1].exists():
            return some
    return inquiries.none(), meetings.none()


def page_of(
    found: Found, columns: Sequence[Column], *, sort: str, after: str = "", by: Staff, now: datetime
) -> Page:
    """The page that begins after this key (rules 2, 3 and 5)."""
    rows = list(islice(merged(found, columns, sort=sort, after=after), PAGE + 1))
    gathering.add_linked(rows, columns, by.business, now=now)
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    key = keyset.cursor(last["sort_key"], last["pk"], last["side"]) if last else ""
    return Page([shown(row, columns, now=now) for row in rows[:PAGE]], key)


def merged(
    found: Found, columns: Sequence[Column], *, sort: str, after: str, most: int = PAGE + 1
) -> list[dict[str, Any]]:
    """The first rows of both kinds after this key, in one order."""
    minus, name = split(sort)
    key = keyset.read_cursor(after, int if name in {"number", "priority"} else keyset.moment)
    names = list(dict.fromkeys([*ALWAYS, "sort_key", *(one for column in columns for one in column.reads)]))
    inquiries = begun(in_order(found.inquiries, sort), key, INQUIRIES, is_turned=bool(minus))
    meetings = begun(listed_meetings.in_order(found.meetings, sort), key, MEETINGS, is_turned=bool(minus))
    rows = [{**row, "side": INQUIRIES} for row in inquiries.values(*names)[:most]]
    rows += [listed_meetings.as_row(one) for one in meetings[:most]]
    return sorted(rows, key=lambda row: place(row, is_turned=bool(minus)))


def place(row: Mapping[str, Any], *, is_turned: bool) -> tuple[Any, ...]:
    """Where a row stands (rule 2); turned round, keys and ids fall."""
    value = row["sort_key"]
    weight = value.timestamp() if isinstance(value, datetime) else value
    turn = -1 if is_turned else 1
    return (turn * weight, row["side"], turn * row["pk"])


def split(sort: str) -> tuple[str, str]:
    """("-", "changed") for "-changed"; an unknown order is that of the targets."""
    name = sort.removeprefix("-")
    return ("-" if sort.startswith("-") else "", name) if name in SORTS else ("", "target")


def in_order(rows: Any, sort: str) -> Any:
    minus, name = split(sort)
    unknown: Any = Value(NO_RANK if name == "priority" else NEVER[minus])
    if name in {"target", "closed"}:
        unknown = Value(NEVER[minus], output_field=DateTimeField())
    is_known = name in {"number", "changed", "opened"}
    key: Any = F(SORTS[name]) if is_known else Coalesce(SORTS[name], unknown)
    return rows.annotate(sort_key=key).order_by(f"{minus}sort_key", f"{minus}pk")


def begun(rows: Any, key: tuple[Any, ...] | None, side: int, *, is_turned: bool) -> Any:
    """What comes after the key, which may be one of the other kind."""
    if key is None or len(key) != 3:  # noqa: PLR2004 - value, id, side
        return rows
    value, pk, key_side = key
    if side < key_side:
        return rows.filter(**{f"sort_key__{'lt' if is_turned else 'gt'}": value})
    return rows.filter(keyset.later_than(value, pk, is_turned=is_turned, is_beside=side > key_side))


def shown(row: dict[str, Any], columns: Sequence[Column], *, now: datetime) -> Row:
    title = subject(row["title"], row["details"], row["type__name"])
    kind = row["kind"]
    cells = [(cell_place(index), column.look, column.shown(row, now)) for index, column in enumerate(columns)]
    return Row(
        row["pk"], row["side"] == MEETINGS, title, row["number"], kind, KIND_ICONS[kind], KIND_TONES[kind],
        row["type__name"] or "", *reached_by(row), row["customer"], bool(row["closed_at"]), cells,
    )  # fmt: skip


def subject(title: str, details: str, type_name: str | None) -> str:
    """What an inquiry is called in one line: without a title as its details begin, without these as its type."""
    return title or " ".join(details[:LONGEST_SUBJECT].split()) or type_name or ""


def reached_by(row: dict[str, Any]) -> tuple[str, str]:
    """The number to call, and the one to write to."""
    phones = (row["phone"], row["customer__phone"])
    return ways.first(*phones), ways.mobile_of(*phones).removeprefix("+")


def cell_place(index: int) -> str:
    """The cell's classes: the first ones are what a card on the phone shows."""
    return "fact" if index < FACTS else ""


def all_rows(
    found: Found, columns: Sequence[Column], *, sort: str, by: Staff, now: datetime
) -> Iterator[dict[str, Any]]:
    """Every row in the list's order, page by page, for a sheet."""
    after = ""
    while True:
        rows = merged(found, columns, sort=sort, after=after, most=500)[:500]
        gathering.add_linked(rows, columns, by.business, now=now)
        yield from rows
        if len(rows) < 500:  # noqa: PLR2004 - a batch
            return
        last = rows[-1]
        after = keyset.cursor(last["sort_key"], last["pk"], last["side"])
