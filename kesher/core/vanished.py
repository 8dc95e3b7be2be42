"""Filter values of an address that are not offered (any more): a leaver, a removed row, a typing slip, a foreign id.

1. Such a value matches nobody, or an old link would show everybody, and an export or a bulk change would take them all.
2. Beside values that are offered it is one more alternative, and adds nothing.
3. It stays in the address, and shows as a filter that can be taken away; it tells nothing of what it once named.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

NOT_AVAILABLE = _("not available any more")
Pairs = tuple[tuple[str, str], ...]
_LONGEST, _MOST = 60, 20


def sorted_out(
    query: Any, names: Iterable[str], is_known: Callable[[str, str], bool]
) -> tuple[dict[str, tuple[str, ...]], Pairs]:
    """The values that are offered by filter, and the others as (filter, value)."""
    chosen: dict[str, tuple[str, ...]] = {}
    gone: list[tuple[str, str]] = []
    for name in names:
        given = [value for value in dict.fromkeys(query.getlist(name)) if value.strip()]
        if known := tuple(value for value in given if is_known(name, value)):
            chosen[name] = known
        gone += [(name, value[:_LONGEST]) for value in given if value not in known]
    return chosen, tuple(gone[:_MOST])


def is_nobody(gone: Pairs, chosen: Mapping[str, Any]) -> bool:
    """Rules 1 and 2."""
    return any(name not in chosen for name, _value in gone)


def names_of(gone: Pairs, chosen: Mapping[str, Any]) -> list[str]:
    """The filters that hold nothing else."""
    return [name for name in dict.fromkeys(name for name, _value in gone) if name not in chosen]


def without(gone: Pairs, name: str) -> Pairs:
    return tuple(pair for pair in gone if pair[0] != name)
