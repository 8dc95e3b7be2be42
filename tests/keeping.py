"""Rows that nearly every test begins with: made by the rules once in a process, laid down as they are in each test after.

Making them takes a third of a suite. What is laid down is what the rules made: all rows, of all tables, with their keys.
"""

from collections.abc import Callable
from datetime import time
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

Rows = dict[type[Model], list[tuple[Any, ...]]]


def made(make: Callable[[], object]) -> Rows:
    """The rows that `make` leaves; they are gone again."""
    with transaction.atomic():
        before = {model: {row[0] for row in read(model)} for model in models()}
        make()
        found = {model: [row for row in read(model) if row[0] not in before[model]] for model in models()}
        transaction.set_rollback(True)
    return {model: rows for model, rows in found.items() if rows}


def lay_down(found: Rows) -> None:
    for model, rows in found.items():
        marks = ", ".join(["%s"] * len(rows[0]))
        values = ", ".join([f"({marks})"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table(model)} ({', '.join(columns(model))}) VALUES {values}",
                [value for row in rows for value in row],
            )


def models() -> list[type[Model]]:
    return [
        one for one in apps.get_models(include_auto_created=True) if one._meta.managed and not one._meta.proxy
    ]


def columns(model: type[Model]) -> list[str]:
    """The key first; what the database reckons itself is left out."""
    key = model._meta.pk
    others = [one for one in model._meta.local_concrete_fields if one is not key and not one.generated]
    return [connection.ops.quote_name(one.column) for one in (key, *others)]


def read(model: type[Model]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns(model))} FROM {table(model)}")
        return [tuple(map(storable, row)) for row in cursor.fetchall()]


def storable(value: Any) -> Any:
    """SQLite's driver reads a time of day, and does not write it."""
    return connection.ops.adapt_timefield_value(value) if isinstance(value, time) else value


def table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
