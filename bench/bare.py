"""The bare server: for each page the SQL that the page ran, its rows as JSON, nothing else.

BENCH_SQL names a file {path: [[statement, parameters], …]}; BENCH_DATABASE is a SQLite file or a PostgreSQL address.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import psycopg
from django.db.backends.sqlite3._functions import register

PAGES: dict[str, list[tuple[str, list[Any]]]] = json.loads(Path(os.environ["BENCH_SQL"]).read_text())
DATABASE = os.environ["BENCH_DATABASE"]


def connect() -> Any:
    if DATABASE.startswith("postgres"):
        return psycopg.connect(DATABASE, autocommit=True)
    connection = sqlite3.connect(DATABASE, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    register(connection)
    return connection


CONNECTION = connect()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    answers = [rows(*statement) for statement in PAGES[environ["PATH_INFO"]]]
    body = json.dumps(answers, default=str, ensure_ascii=False).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def rows(statement: str, parameters: list[Any]) -> list[Any]:
    cursor = CONNECTION.execute(statement, parameters)
    return cursor.fetchall() if cursor.description else []
