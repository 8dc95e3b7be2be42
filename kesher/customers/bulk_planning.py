"""What one change for many people would do, in sentences.

1. First what becomes what, with how many have what now; then how many and whom; then how many stay as they are.
2. The first few are named, the others counted; so are those who hold something that is to be known.
3. The plan that was shown is known again by its fingerprint, with what anybody holds, named or counted.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesher.core.refusals import Problem
from kesher.core.words import isolated
from kesher.customers.models.customer import CustomerQuerySet

NAMED = 5


@dataclass(frozen=True)
class BulkPlan:
    """What would happen, to whom."""

    ids: list[int] = field(default_factory=list)
    unchanged_count: int = 0
    problems: list[Problem] = field(default_factory=list)
    value: Any = None
    deed: str = ""
    names: list[str] = field(default_factory=list)
    """of the first who change"""
    held: list[str] = field(default_factory=list)
    """a sentence of each who holds something"""

    @property
    def fingerprint(self) -> str:
        seen = f"{self.ids} {self.value and self.value.pk} {self.held}"
        return sha256(seen.encode()).hexdigest()[:16]

    @property
    def sentences(self) -> list[str]:
        said = [self.deed, self.whom, *self.what_is_held]
        if self.unchanged_count:
            same = ngettext(
                "%(count)s person stays as is.", "%(count)s people stay as they are.", self.unchanged_count
            )
            said.append(same % {"count": self.unchanged_count})
        return said

    @property
    def what_is_held(self) -> list[str]:
        rest = len(self.held[NAMED:])
        more = ngettext(
            "%(count)s more person holds something too.", "%(count)s more people hold something too.", rest
        )
        return [*self.held[:NAMED], *([more % {"count": rest}] if rest else [])]

    @property
    def whom(self) -> str:
        count, rest = len(self.ids), len(self.ids) - len(self.names)
        names = ", ".join(isolated(name) for name in self.names)
        if rest:
            names = _("%(names)s and %(count)s more") % {"names": names, "count": rest}
        sentence = ngettext(
            "%(count)s person will change: %(names)s.", "%(count)s people will change: %(names)s.", count
        )
        return sentence % {"count": count, "names": names}


def deed(says: Any, chosen: CustomerQuerySet, value: Any, *, former: Any, name: str) -> str:
    """Rule 1: the sentence `says`, of the value and, where something gives way (`former`: its rows), of that."""
    said = {"value": isolated(value or _("None"))}
    if former is not None:
        said["before"] = ", ".join(stands(name, chosen, former))
    return str(says) % said


def stands(name: str, chosen: CustomerQuerySet, rows: Any) -> list[str]:
    """What they have in this field now, the most frequent first: New (3), None (2)."""
    counts = dict(chosen.order_by().values_list(name).annotate(count=Count("pk")))
    held = rows.in_bulk([pk for pk in counts if pk])
    most = sorted(counts.items(), key=lambda pair: -pair[1])
    return [f"{isolated(held.get(pk) or _('None'))} ({count})" for pk, count in most]
