"""Statements that are put together once and asked again with other values.

Django builds and compiles a statement each time it is asked, which is a third of the time of a page that asks ten.
What every page asks is written as a function of its values:

    @compiled
    def views_of(business: Business, staff: Staff) -> Any:
        return business.saved_views.filter(Q(staff=staff) | Q(staff=None))

1. What is given by position are values: whole numbers, texts, lists of whole numbers, rows (known by their key alone).
   The function sees marks in their place, so that nothing of a business, a person or a request stays in a statement.
2. What is given by name is the shape: the statement is put together once for each.
3. Each mark must reach the database as a parameter of its own; a function that uses one otherwise is refused at once,
   and so is one that asks the database.
4. The current business is read when the statement is asked, as ever (core/owning.py).
5. PostgreSQL plans it once for a connection too (core/prepared.py), unless the best plan depends on how many rows a
   business has: `@replanned`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from functools import lru_cache, update_wrapper
from types import SimpleNamespace
from typing import Any, Generic, NoReturn, ParamSpec

from django.db import connection, connections
from django.db.models import Model

from kesher.core.owning import acting_for, current_business_id
from kesher.core.prepared import prepared

NUMBER = 9_000_000_000_000_000_000
"""marks a number by its place, this one itself the current business; a text is marked by `mark-1`"""
LARGEST = 2**63 - 1
SHAPES = 256
"""so many of one function are kept"""
P = ParamSpec("P")
Kind = tuple[type, int]
"""what stands in a place; of a list, how long it is"""


class Unmarked(TypeError):
    """A value that cannot be marked, or would stay in the statement."""


def compiled(build: Callable[P, Any]) -> "Compiled[P]":
    return Compiled(build, prepared)


def replanned(build: Callable[P, Any]) -> "Compiled[P]":
    return Compiled(build, nullcontext)


class Compiled(Generic[P]):
    """Called, it gives the rows of the queryset that `build` makes; `build` itself is called once for each shape."""

    def __init__(self, build: Callable[P, Any], asking: Callable[[], AbstractContextManager[None]]) -> None:
        self.build, self.asking = build, asking
        update_wrapper(self, build)
        self.known: Callable[..., Statement] = lru_cache(maxsize=SHAPES)(self.put_together)

    def put_together(self, _vendor: str, kinds: tuple[Kind, ...], shape: tuple[Any, ...]) -> "Statement":
        return Statement(self.build, kinds, dict(shape))

    def __call__(self, *values: P.args, **shape: P.kwargs) -> list[Any]:
        with self.asking():
            return self.statement(values, shape).rows(values)

    def count(self, *values: P.args, **shape: P.kwargs) -> int:
        with self.asking():
            return self.statement(values, shape).count(values)

    def statement(self, values: tuple[Any, ...], shape: dict[str, Any]) -> "Statement":
        return self.known(connection.vendor, tuple(map(kind_of, values)), tuple(shape.items()))


class Statement:
    """A compiled queryset; `places` says for each of its parameters which value it is, or None where it never changes."""

    def __init__(self, build: Callable[..., Any], kinds: Sequence[Kind], shape: Mapping[str, Any]) -> None:
        with acting_for(NUMBER), connection.execute_wrapper(refused):
            self.queryset = build(*marks(kinds), **shape)
            self.compiler = self.queryset.query.get_compiler(self.queryset.db)
            self.sql, self.parameters = self.compiler.as_sql()
        self.marks = [NUMBER, *flat(marks(kinds))]
        self.places = [self.marks.index(one) if one in self.marks else None for one in self.parameters]
        if set(range(1, len(self.marks))) - set(self.places):
            raise Unmarked(f"A value of {build.__qualname__} does not reach the database as it is.")
        shown = [part[0] for part in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(shown)

    def rows(self, values: Sequence[Any]) -> list[Any]:
        whole = self.queryset
        known = {field: self.known(rows, values) for field, rows in whole._known_related_objects.items()}
        asked = SimpleNamespace(
            model=whole.model, db=whole.db, query=Query(whole.query, self.ready(values)), _fields=whole._fields,
            _known_related_objects=known,
        )  # fmt: skip
        return list(whole._iterable_class(asked))

    def count(self, values: Sequence[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({self.sql}) counted", self.filled(values))  # noqa: S608 - our own
            return int(cursor.fetchone()[0])

    def ready(self, values: Sequence[Any]) -> Any:
        """The compiler with these values in the place of the marks."""
        parameters = self.filled(values)
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_, **__: (self.sql, parameters)
        compiler.get_converters = lambda _: self.converters
        return compiler

    def filled(self, values: Sequence[Any]) -> tuple[Any, ...]:
        given = [current_business_id() if 0 in self.places else 0, *map(storable, flat(values))]
        pairs = zip(self.places, self.parameters, strict=True)
        return tuple(fixed if place is None else given[place] for place, fixed in pairs)

    def known(self, marked: Mapping[Any, Any], values: Sequence[Any]) -> dict[Any, Any]:
        """The rows that were given, for the rows that point at them: what was walked from is not read again."""
        rows = zip(self.marks[1:], flat_rows(values), strict=True)
        return {row.pk: row for one, row in rows if one in marked}


class Query:
    """A query whose compiler is at hand."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, *_: Any, **__: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def kind_of(value: Any) -> Kind:
    if isinstance(value, Model):
        return type(value), 0
    if isinstance(value, list):
        return list, len(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Unmarked(f"A {type(value).__name__} cannot be marked; give it by name.")
    return (int if isinstance(value, int) else str), 0


def marks(kinds: Sequence[Kind]) -> list[Any]:
    """What stands for the values while a statement is put together; every mark once."""
    found: list[Any] = []
    place = 1
    for kind, length in kinds:
        number = NUMBER + place
        if kind is list:
            found.append(list(range(number, number + length)))
        elif kind is str:
            found.append(f"mark-{place}")
        else:
            found.append(number if kind is int else kind(pk=number))
        place += length if kind is list else 1
    return found


def storable(value: Any) -> Any:
    """A number that no column holds finds what the largest one does: nothing."""
    return max(-LARGEST, min(value, LARGEST)) if isinstance(value, int) else value


def flat(values: Sequence[Any]) -> Iterator[Any]:
    """Every single value, a row by its key."""
    for one in flat_rows(values):
        yield one.pk if isinstance(one, Model) else one


def flat_rows(values: Sequence[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list):
            yield from value
        else:
            yield value


def refused(*_: Any) -> NoReturn:
    raise Unmarked("A statement is put together without asking the database.")
