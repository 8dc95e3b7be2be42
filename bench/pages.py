"""What is measured, and the SQL that each page runs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client

PAGES = {
    "list": "/b/demo/customers/",
    "search": "/b/demo/customers/?q=%D7%9B%D7%94%D7%9F",
    "search phone": "/b/demo/customers/?q=0502",
    "profile": "/b/demo/customers/{customer_id}/",
    "handling": "/b/demo/inquiries/?scope=all",
    "inquiry": "/b/demo/inquiries/{inquiry_id}/",
    "report": "/b/demo/reports/inquiries/",
    "diary week": "/b/demo/diary/?view=week",
}
NOTE = "/b/demo/customers/{customer_id}/notes/add/"
INQUIRY = "/b/demo/inquiries/service-call/add/"


def addresses(customer_id: int, inquiry_id: int) -> dict[str, str]:
    return {name: path.format(customer_id=customer_id, inquiry_id=inquiry_id) for name, path in PAGES.items()}


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Collects what is run on the database, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        seen.append((as_run(sql, params), params or []))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def as_run(sql: str, params: Any) -> str:
    """The statement with the marks for parameters that the database's own driver knows."""
    if connection.vendor == "postgresql":
        return sql
    if isinstance(params, dict):
        return sql % {name: f":{name}" for name in params}
    return sql.replace("%s", "?").replace("%%", "%")


def save_sql(client: Client, pages: dict[str, str], path: Path) -> dict[str, int]:
    """Writes {bare address: statements} for the bare server; returns the number of statements of each page."""
    found = {}
    for name, address in pages.items():
        client.get(address)
        with statements() as seen:
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")
        found[name] = [one for one in seen if one[0].lstrip().upper().startswith(("SELECT", "WITH"))]
    path.write_text(
        json.dumps({f"/{name.replace(' ', '-')}": sql for name, sql in found.items()}, default=str)
    )
    return {name: len(sql) for name, sql in found.items()}
