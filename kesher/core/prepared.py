"""What PostgreSQL plans once for a connection: joining a dozen tables takes longer to plan than to run.

Only for statements that find their rows by keys. One plan serves every business then; where the best one depends on how
many rows a business has, a plan made for a small business would be slow in a large one.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def prepared() -> Iterator[None]:
    """The statements run within; nothing changes on SQLite, nor where PREPARED_STATEMENTS is off."""
    if not settings.PREPARED_STATEMENTS:
        yield
        return
    connection.ensure_connection()
    driver = connection.connection
    driver.prepare_threshold = 0
    try:
        yield
    finally:
        driver.prepare_threshold = None
