"""Types of inquiries as the tree that they form within their kind (AMB-01).

1. A type is called by its whole path, and stands right below its parent; those side by side keep the order of their list.
2. Who asks for a type asks for all that stand below it too.
3. A type whose parent is not among the given ones stands at the top.

A type is anything with `id`, `name` and `above`, its parent's id or 0 (asking.Choice).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Coalesce

MARK = " › "
ABOVE = Coalesce(F("parent_id"), Value(0), output_field=BigIntegerField())
"""the parent's id as a column"""
TOP = Value(0, output_field=BigIntegerField())
"""the same of what forms no tree"""


def in_order(types: Sequence[Any]) -> list[Any]:
    """Rule 1."""
    return list(branch(by_parent(types), 0, ""))


def branch(children: Mapping[int, list[Any]], above: int, path: str) -> Iterator[Any]:
    for one in children.get(above, ()):
        name = f"{path}{one.name}"
        yield replace(one, name=name)
        yield from branch(children, one.id, f"{name}{MARK}")


def by_parent(types: Sequence[Any]) -> dict[int, list[Any]]:
    """{parent: its children}; 0 has those at the top (rule 3)."""
    known, found = {one.id for one in types}, defaultdict(list)
    for one in types:
        found[one.above if one.above in known else 0].append(one)
    return found


def below(types: Sequence[Any], keys: Iterable[int]) -> list[int]:
    """Rule 2: all that stand below one of these, and are not among them."""
    children, asked = by_parent(types), set(keys)
    found: list[int] = []
    ahead = sorted(asked)
    while ahead:
        new = [one.id for one in children.get(ahead.pop(), ()) if one.id not in asked]
        asked |= {*new}
        found += new
        ahead += new
    return found


def tops(types: Sequence[Any]) -> list[tuple[Any, list[int]]]:
    """Each type at the top that has others below it, and the ids of all these."""
    at_top = by_parent(types).get(0, [])
    return [(one, under) for one in at_top if (under := below(types, [one.id]))]
