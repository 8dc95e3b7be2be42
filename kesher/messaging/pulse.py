"""The pulse: what every open page asks every few seconds, answered with as few queries as possible.

1. One answer tells: how many notices wait, which reminders are due, and which facts happened since the last answer.
2. Nothing new is an empty answer: the page sends the state that it knows, and gets none when it is the same.
3. A fact is a name ("inquiries-changed") without contents; it is told to who may see such things at all. Whoever shows
   them asks for them again, and sees what they may see.
4. Entries that are written at the same moment may become visible in another order than their numbers: the last seconds
   are told again.
5. Higher apps say what is due (`reminds`), since they lie above.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from kesher.activity.models import Entry
from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.messaging import noticing

MOST, NEWS, ENTRIES = 100, 3, 500
OVERLAP = timedelta(seconds=2)
INQUIRIES, MEETINGS, CONTRACTS = "inquiries-changed", "meetings-changed", "contracts-changed"
FACTS = {
    **dict.fromkeys(
        ["inquiry", "treatment", "inquiry-note", "inquiry-file", "inquiry-series", "response"], INQUIRIES
    ),
    **dict.fromkeys(["meeting", "absence", "special-day", "calendar"], MEETINGS),
    **dict.fromkeys(["contract", "lot"], CONTRACTS),
}
"""what whoever shows such things should ask for again, by the first word of an entry's kind"""
RIGHTS = {
    INQUIRIES: (Permission.INQUIRY_VIEW,),
    MEETINGS: (Permission.DIARY_VIEW,),
    CONTRACTS: (Permission.CONTRACT_VIEW,),
}


@dataclass(frozen=True)
class Due:
    """A reminder on somebody's screen."""

    key: int
    label: str
    path: str
    at: datetime


@dataclass(frozen=True)
class Asked:
    """What the page knows already; -1: nothing yet."""

    since: int = -1
    """the last entry of the log that it knows of"""
    told: int = -1
    """the newest notice that it has told"""
    known: str = ""
    """the state of the last answer"""


@dataclass(frozen=True)
class Beat:
    since: int
    unread: int
    newest: int
    due: list[int]
    facts: list[str]
    news: list[dict[str, Any]]
    state: str = ""

    @property
    def answer(self) -> dict[str, Any]:
        return asdict(self)


Source = Callable[[Staff, datetime], list[Due]]
_sources: list[Source] = []


def reminds(source: Source) -> Source:
    """Registers who knows what a staff member is reminded of."""
    _sources.append(source)
    return source


def due(staff: Staff, now: datetime) -> list[Due]:
    return [one for source in _sources for one in source(staff, now)]


def beat(staff: Staff, asked: Asked, *, now: datetime) -> Beat | None:
    """The answer, or None when nothing is new."""
    unread = list(noticing.unread(staff).values_list("pk", flat=True)[:MOST])
    newest = unread[0] if unread else 0
    ringing = [one.key for one in due(staff, now)]
    since, facts = happened(staff, asked.since, now=now)
    seen = ",".join(map(str, [since, len(unread), newest, *ringing]))
    state = sha256(seen.encode()).hexdigest()[:16]
    if state == asked.known and not facts:
        return None
    news = fresh(staff, asked.told) if -1 < asked.told < newest else []
    return Beat(since, len(unread), newest, ringing, facts, news, state)


def fresh(staff: Staff, told: int) -> list[dict[str, Any]]:
    rows = noticing.unread(staff).filter(pk__gt=told).values("pk", "text")
    return list(rows[:NEWS])


def happened(staff: Staff, since: int, *, now: datetime) -> tuple[int, list[str]]:
    """Up to which entry the page knows now, and the facts that came since."""
    entries = Entry.objects.of(staff.business).newest_first()
    if since < 0:
        return entries.values_list("pk", flat=True).first() or 0, []
    rows = list(entries.filter(pk__gt=since).values_list("pk", "kind", "at")[:ENTRIES])
    groups = FACTS if len(rows) == ENTRIES else {kind.partition(".")[0] for _pk, kind, _at in rows}
    facts = {FACTS[group] for group in groups if group in FACTS}
    settled = [pk for pk, _kind, at in rows if at <= now - OVERLAP]
    return max([since, *settled]), sorted(fact for fact in facts if is_for(staff, fact))


def is_for(staff: Staff, fact: str) -> bool:
    return any(staff.may(right) for right in RIGHTS[fact])
