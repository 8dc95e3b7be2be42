"""Pages of a list by key: each begins after the last row shown, so that its cost does not grow with its place and
nobody is shown twice or left out when rows come meanwhile. The key stands in the address.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q


def cursor(value: Any, *place: int) -> str:
    """The key of a row: the value that the list is ordered by, then what makes it unique."""
    plain = value.isoformat() if isinstance(value, date) else value
    return urlsafe_b64encode(json.dumps([plain, *place], ensure_ascii=False).encode()).decode().rstrip("=")


def read_cursor(text: str, reader: Callable[[Any], Any]) -> tuple[Any, ...] | None:
    """What `cursor` wrote; None for anything else."""
    try:
        value, *place = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return (reader(value), *(int(one) for one in place))
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        return None


def later_than(value: Any, pk: int, *, is_turned: bool, is_beside: bool = False) -> Q:
    """Rows annotated with `sort_key` that come after this key; `is_beside`: the key belongs to another kind of rows,
    which stand before these where the values are equal.
    """
    side = "lt" if is_turned else "gt"
    if is_beside:
        return Q(**{f"sort_key__{side}e": value})
    return Q(**{f"sort_key__{side}": value}) | Q(sort_key=value, **{f"pk__{side}": pk})


def moment(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)
