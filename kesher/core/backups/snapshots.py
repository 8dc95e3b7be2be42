"""A consistent copy of the database while others write, and the way back.

SQLite: its online copy, one file. PostgreSQL: COPY of every table in one repeatable-read snapshot, one file
a table; it needs no program of PostgreSQL's and no superuser.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

SQLITE_FILE = "database.sqlite3"
PASSING = {"shared_cache"}
"""tables whose rows are not worth keeping"""
PIECE = 1 << 20


@dataclass
class Snapshot:
    engine: str
    counts: dict[str, int]
    columns: dict[str, list[str]]
    migrations: list[list[str]]


def take(folder: Path) -> Snapshot:
    """Write the database's files into `folder`."""
    return _take_sqlite(folder) if connection.vendor == "sqlite" else _take_postgres(folder)


def put_back(folder: Path, snapshot: Snapshot) -> None:
    """Replace the database by the files in `folder`, then bring it to this version."""
    if connection.vendor == "sqlite":
        _put_back_sqlite(folder)
    else:
        _put_back_postgres(folder, snapshot)


def counted() -> dict[str, int]:
    """The rows of each table now."""
    with connection.cursor() as cursor:
        return {table: _count(cursor, table) for table in tables()}


def tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - PASSING)


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 – names of our own tables
    return int(cursor.fetchone()[0])


def applied() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def unknown(migrations: list[list[str]]) -> list[str]:
    """Migrations of a backup that this version does not have: a newer version made it."""
    known = MigrationExecutor(connection).loader.disk_migrations
    return [f"{app}.{name}" for app, name in migrations if (app, name) not in known]


# ── SQLite ───────────────────────────────────────────────────────────────────────────────────────
def _take_sqlite(folder: Path) -> Snapshot:
    connection.ensure_connection()
    copy = sqlite3.connect(folder / SQLITE_FILE)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        names = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = sorted(name for name in names if not name.startswith("sqlite_") and name not in PASSING)
        counts = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in kept}  # noqa: S608
        migrations = sorted(map(list, copy.execute("SELECT app, name FROM django_migrations")))
    finally:
        copy.close()
    return Snapshot("sqlite", counts, {}, migrations)


def _put_back_sqlite(folder: Path) -> None:
    source = sqlite3.connect(folder / SQLITE_FILE)
    try:
        connection.ensure_connection()
        source.backup(connection.connection)
    finally:
        source.close()


# ── PostgreSQL ───────────────────────────────────────────────────────────────────────────────────
def _take_postgres(folder: Path) -> Snapshot:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        counts = {table: _count(cursor, table) for table in tables()}
        columns = {table: _columns(cursor, table) for table in counts}
        for table in counts:
            _copy_out(cursor, table, columns[table], folder / f"{table}.copy")
        return Snapshot("postgresql", counts, columns, applied())


def _columns(cursor: Any, table: str) -> list[str]:
    """The columns that hold data; generated ones make themselves."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() "
        "AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]


def _named(table: str, columns: list[str]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(map(quote, columns))})"


def _copy_out(cursor: Any, table: str, columns: list[str], path: Path) -> None:
    with path.open("wb") as file, cursor.copy(f"COPY {_named(table, columns)} TO STDOUT") as copy:
        for piece in copy:
            file.write(piece)


def _put_back_postgres(folder: Path, snapshot: Snapshot) -> None:
    """The tables as they were in the backup's version, its rows, then the steps to this version."""
    with connection.cursor() as cursor:
        _empty(cursor)
    executor = MigrationExecutor(connection)
    executor.migrate(last_steps(snapshot.migrations, executor))
    with transaction.atomic(), connection.cursor() as cursor:
        _fill(cursor, folder, snapshot)


def last_steps(migrations: list[list[str]], executor: MigrationExecutor) -> list[tuple[str, str]]:
    """Of each app the migrations that no other one of the backup follows."""
    done = {(app, name) for app, name in migrations}
    nodes = executor.loader.graph.node_map
    followed = {parent.key for key in done for parent in nodes[key].parents if parent.key[0] == key[0]}
    return sorted(done - followed)


def _empty(cursor: Any) -> None:
    """Drop our tables, and the functions of their triggers; what belongs to an extension stays."""
    for table in connection.introspection.table_names():
        cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    cursor.execute(
        "SELECT p.oid::regprocedure FROM pg_proc p WHERE pronamespace = current_schema()::regnamespace "
        "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP FUNCTION {name} CASCADE")


def _fill(cursor: Any, folder: Path, snapshot: Snapshot) -> None:
    quote = connection.ops.quote_name
    names = [quote(table) for table in snapshot.counts]
    for name in names:
        cursor.execute(
            f"ALTER TABLE {name} DISABLE TRIGGER USER"
        )  # the log refuses changes, this one is the exception
    cursor.execute(f"TRUNCATE {', '.join(names)}")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for table, columns in snapshot.columns.items():
        _copy_in(cursor, table, columns, folder / f"{table}.copy")
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    for table, columns in snapshot.columns.items():
        _set_counter(cursor, table, columns)


def _copy_in(cursor: Any, table: str, columns: list[str], path: Path) -> None:
    with path.open("rb") as file, cursor.copy(f"COPY {_named(table, columns)} FROM STDIN") as copy:
        while piece := file.read(PIECE):
            copy.write(piece)


def _set_counter(cursor: Any, table: str, columns: list[str]) -> None:
    """The next id follows the highest one."""
    if "id" not in columns:
        return
    name = connection.ops.quote_name(table)
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [name])
    sequence = cursor.fetchone()[0]
    if sequence:
        cursor.execute(f"SELECT setval(%s, coalesce(max(id), 0) + 1, false) FROM {name}", [sequence])  # noqa: S608


def bring_up_to_date() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
