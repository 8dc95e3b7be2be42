"""The list of people: its columns, its orders, its pages.

1. Columns are chosen and ordered by whoever looks; the name always comes first. ID numbers are a column only for staff
   who may see them.
2. A page holds 50 people. The next one begins after the last person shown (key and id), so that its cost does not grow
   with its place and nobody is shown twice or left out when somebody is added meanwhile.
3. A birthday that is not known comes last in either direction.
4. Counting stops at MOST: lists say "1,000+".
5. Whose whole customer number is searched for comes first, as long as no order was chosen.
6. A page asks a constant number of questions, whatever it shows: people, their tags, their custom fields.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import DateField, F, Q, Value
from django.db.models.functions import Coalesce

from kesher.businesses.models import Business, Staff
from kesher.core import keyset
from kesher.core.statements import compiled, replanned
from kesher.customers import filtering, searching
from kesher.customers.columns import COLUMNS, DEFAULT, FACTS, Column, field_column
from kesher.customers.filtering import Choice, Wanted
from kesher.customers.models.customer import CustomerQuerySet
from kesher.customers.searching import MOST, Found

PAGE = 50
SORTS = {
    "name": "full_name", "number": "number", "added": "created_at", "changed": "changed_at", "birthday": "birthday",
}  # fmt: skip
"""order in the address: field; a minus in front turns it round"""
SORT = "name"
ALWAYS = ("pk", "full_name", "number", "phone", "email")
UNKNOWN_LAST = {"": date(9999, 12, 31), "-": date(1, 1, 1)}


class Row(NamedTuple):
    """One person as the list shows it: plain values."""

    id: int
    name: str
    number: int
    phone: str
    email: str
    cells: list[Any]


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    after: str
    """where the next page begins; empty: this is the last one"""


def columns_of(wanted: Wanted, choices: Mapping[str, Sequence[Choice]], *, by: Staff) -> list[Column]:
    """Rule 1; unknown columns are left out."""
    offered = offered_columns(choices, by=by)
    chosen = [offered[key] for key in wanted.columns if key in offered]
    return chosen or [offered[key] for key in DEFAULT]


def offered_columns(choices: Mapping[str, Sequence[Choice]], *, by: Staff) -> dict[str, Column]:
    own = {f"field_{one.id}": field_column(one) for one in choices.get("field", [])}
    return {key: one for key, one in {**COLUMNS, **own}.items() if one.right is None or by.may(one.right)}


def people_of(business: Business, wanted: Wanted, *, by: Staff, today: date) -> Found:
    """Whom the address asks for, and how many (rule 4)."""
    people = filtering.narrowed(business.customers.visible_to(by), wanted, by=by, today=today)
    if wanted.text:
        return searching.found_first(people, wanted.text, by=by)
    if wanted.is_narrowed:
        return searching.gathered(people, by=by)
    return Found(people, everybody(by))


def everybody(by: Staff) -> int:
    """How many current people there are (rule 4)."""
    return counted.count(by.business, sorted(by.branch_ids), most=MOST)


@replanned
def counted(business: Business, branch_ids: list[int], *, most: int) -> Any:
    return business.customers.in_branches(branch_ids).current().values("pk")[: most + 1]


def page_of(
    people: CustomerQuerySet, columns: Sequence[Column], *, sort: str, after: str = "", by: Staff, today: date,
    first: int | None = None,
) -> Page:  # fmt: skip
    """The page that begins after this key (rules 2 and 6); `first`: rule 5."""
    names = names_read(columns)
    others = people.exclude(number=first) if first else people
    rows = list(begun(in_order(others, sort), sort, after)[: PAGE + 1].values(*names))
    if first and not after:
        rows = [*in_order(people.filter(number=first), sort).values(*names), *rows]
    return cut(rows, columns, by=by, today=today)


def opening(columns: Sequence[Column], *, sort: str, by: Staff, today: date) -> Page:
    """The first page of all current people, which is asked most."""
    rows = first_rows(by.business, sorted(by.branch_ids), sort=sort, names=tuple(names_read(columns)))
    return cut(rows, columns, by=by, today=today)


@replanned
def first_rows(business: Business, branch_ids: list[int], *, sort: str, names: tuple[str, ...]) -> Any:
    return in_order(business.customers.in_branches(branch_ids).current(), sort).values(*names)[: PAGE + 1]


def cut(rows: list[dict[str, Any]], columns: Sequence[Column], *, by: Staff, today: date) -> Page:
    """What was read, as a page; one person more than it holds says that there is another one."""
    key = cursor(rows[PAGE - 1]) if len(rows) > PAGE else ""
    return Page(list(shown(rows[:PAGE], columns, by=by, today=today)), key)


def in_order(people: CustomerQuerySet, sort: str) -> CustomerQuerySet:
    minus, name = split(sort)
    if name == "birthday":
        key: Any = Coalesce("birthday", Value(UNKNOWN_LAST[minus], output_field=DateField()))
    else:
        key = F(SORTS[name])
    keyed: Any = people.annotate(sort_key=key)
    return keyed.order_by(f"{minus}sort_key", f"{minus}pk")  # type: ignore[no-any-return]


def split(sort: str) -> tuple[str, str]:
    """("-", "added") for "-added"; an unknown order is the order by name."""
    name = sort.removeprefix("-")
    return ("-" if sort.startswith("-") else "", name) if name in SORTS else ("", SORT)


def begun(people: CustomerQuerySet, sort: str, after: str) -> CustomerQuerySet:
    key = read_cursor(after, sort)
    if key is None:
        return people
    value, pk = key
    side = "lt" if sort.startswith("-") else "gt"
    later = Q(**{f"sort_key__{side}": value}) | Q(**{f"pk__{side}": pk})
    return people.filter(**{f"sort_key__{side}e": value}).filter(later)


def cursor(row: Mapping[str, Any]) -> str:
    return keyset.cursor(row["sort_key"], row["pk"])


def read_cursor(text: str, sort: str) -> tuple[Any, int] | None:
    reader: Any = {"name": storable, "number": int, "birthday": date.fromisoformat}.get(
        split(sort)[1], keyset.moment
    )
    key = keyset.read_cursor(text, reader)
    return (key[0], key[1]) if key and len(key) == 2 else None  # noqa: PLR2004 - value and id


def storable(value: Any) -> str:
    """A text that a database can be asked for; raises ValueError for another."""
    return str(value).replace("\0", "").encode().decode()


def names_read(columns: Sequence[Column]) -> list[str]:
    return list(dict.fromkeys([*ALWAYS, "sort_key", *(name for column in columns for name in column.reads)]))


def shown(
    rows: Sequence[dict[str, Any]], columns: Sequence[Column], *, by: Staff, today: date
) -> Iterator[Row]:
    """The rows with what the columns show."""
    add_linked(rows, columns, by.business)
    makers = [(place(column, index), column.look, column.shown) for index, column in enumerate(columns)]
    for row in rows:
        cells = [(css, look, show(row, today)) for css, look, show in makers]
        yield Row(row["pk"], row["full_name"], row["number"], row["phone"], row["email"], cells)


def place(column: Column, index: int) -> str:
    """The cell's classes: the first ones are what a card on the phone shows."""
    return " ".join(
        ["fact"] * (index < FACTS) + ["end"] * (column.kind == "number" and column.key != "number")
    )


def add_linked(rows: Sequence[dict[str, Any]], columns: Sequence[Column], business: Business) -> None:
    """Tags and custom fields of these people, each kind in one question."""
    ids = [row["pk"] for row in rows]
    if ids and any(column.key == "tags" for column in columns):
        put(rows, "tags", tags_of(business, ids))
    field_ids = [column.field_id for column in columns if column.field_id]
    if ids and field_ids:
        put(rows, "fields", values_of(business, ids, field_ids))


@compiled
def tags_of(business: Business, people: list[int]) -> Any:
    links = business.customer_tags.filter(customer__in=people).order_by("tag__position", "tag__name")
    return links.values_list("customer", "tag__name", "tag__colour")


@compiled
def values_of(business: Business, people: list[int], fields: list[int]) -> Any:
    values = business.field_values.filter(customer__in=people, field__in=fields)
    return values.values_list("customer", "field", "value")


def put(rows: Sequence[dict[str, Any]], name: str, links: Iterable[tuple[int, Any, Any]]) -> None:
    found: dict[int, list[tuple[Any, Any]]] = defaultdict(list)
    for pk, first, second in links:
        found[pk].append((first, second))
    for row in rows:
        row[name] = found.get(row["pk"], [])
