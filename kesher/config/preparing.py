"""Before the first request: tables, shared cache, demo or the first-run token.

Several machines may start at once: on PostgreSQL one prepares and the others wait.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection

from kesher.businesses import claiming
from kesher.config.serving import note_prepared
from kesher.core.addresses import address

LOCK = 7283461


def prepare(*, is_demo: bool) -> str:
    """Make the database ready; what the person at the terminal needs to know comes back."""
    with one_at_a_time():
        call_command("migrate", interactive=False, verbosity=0)
        if not settings.REDIS_URL:
            call_command("createcachetable", verbosity=0)
        if is_demo and claiming.is_open() and "demo" in get_commands():
            load_demo(Path(settings.DATA))
    if claiming.is_open():
        return first_run()
    note_prepared(Path(settings.DATA), is_demo=is_demo)
    return ""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def load_demo(folder: Path) -> None:
    """The demo's sign-ins are kept, so that each start can show them; without the address, which may be another one then."""
    said = io.StringIO()
    call_command("demo", address="", stdout=said)
    (folder / "demo.txt").write_text(said.getvalue())


def first_run() -> str:
    """Where the owner's account is claimed, and with what."""
    page = settings.BASE_URL + address("office:setup")
    return f"\nThis installation is empty. To make the business and its owner, open\n  {page}\nwith this token:\n  {claiming.token()}"
