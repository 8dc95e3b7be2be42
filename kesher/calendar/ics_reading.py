"""Events of an .ics file of whatever origin, as plain values.

1. A file without calendar or event, or one larger than LARGEST, is refused with a sentence. Everything else is read event by event: one
   that cannot be read is told with its reason and hinders no other.
2. Tasks, journals and busy times are told as not taken over. Several calendars in one file are read one after the other.
3. Times: of a known zone, of one whose definition names a known zone or a fixed offset, otherwise on the business's wall clock,
   where floating times stand too. A day without time is a whole day; without end, an event lasts an hour, or its day.
4. A recurring event becomes its single turns (ics_turns.py); a changed turn replaces its own.
5. An event that lasts more than a year, or stands in another age, is refused.
6. Files in old encodings (windows-1255, UTF-16) are read as what they are.
"""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Event

from kesher.calendar import recurring
from kesher.calendar.ics_turns import YEAR, YEARS, Turn, Unreadable, Zones, moment, one, turns_of, zones_of
from kesher.core.sheets.encodings import encoding_of

LARGEST = 5_000_000
MOST_EVENTS = 5000
DEAR = 20
"""a rule counts as so many turns more, for the work of carrying it out"""
OTHERS = {"VTODO", "VJOURNAL", "VFREEBUSY"}


@dataclass(frozen=True)
class ReadEvent:
    row: int
    """its place in the file, from 1"""
    uid: str
    subject: str
    is_all_day: bool
    turns: tuple[Turn, ...]
    notes: str = ""
    place: str = ""
    link: str = ""
    is_private: bool = False
    is_cancelled: bool = False
    changes_turn: datetime | None = None
    rule: str = ""
    """how it recurs, as the file says it"""


@dataclass
class Reading:
    count: int = 0
    events: list[ReadEvent] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    turns_left: int = 20_000
    """how many more this file may bring, so that no file takes hours"""


def read(content: bytes, *, zone: tzinfo, now: datetime) -> Reading:
    if len(content) > LARGEST:
        raise Unreadable(_("The file is larger than %(size)s MB.") % {"size": LARGEST // 1_000_000})
    lines = unfolded(content)
    if not any(line.upper() in {"BEGIN:VCALENDAR", "BEGIN:VEVENT"} for line in lines):
        raise Unreadable(_("This is not a calendar file (.ics)."))
    found = Reading()
    zones = zones_of(lines)
    for row, (name, block) in enumerate(blocks(lines), start=1):
        found.count = row
        if row > MOST_EVENTS:
            found.problems.append(
                (row, _("Only the first %(count)s entries are taken over.") % {"count": MOST_EVENTS})
            )
        elif name != "VEVENT":
            found.problems.append((row, _("Tasks and busy times are not taken over.")))
        else:
            take(found, row, block, zones=zones, zone=zone, now=now)
    return replace_changed(found)


def take(found: Reading, row: int, block: list[str], *, zones: Zones, zone: tzinfo, now: datetime) -> None:
    if found.turns_left <= 0:
        found.problems.append((row, _("The file has too many turns of recurring events.")))
        return
    try:
        found.events.append(event_of(row, block, zones=zones, zone=zone, now=now))
        found.turns_left -= len(found.events[-1].turns) + (
            DEAR if any(line.startswith("RRULE") for line in block) else 0
        )
    except Unreadable as error:
        found.problems.append((row, str(error)))
    except Exception:  # noqa: BLE001 - a foreign file may break the reader in any way
        found.problems.append((row, _("This event cannot be read.")))


def unfolded(content: bytes) -> list[str]:
    name = encoding_of(BytesIO(content)) or "utf-8"
    text = content.decode(name, errors="replace").replace("\x00", "").removeprefix("\ufeff")
    text = re.sub(r"\r\n|\r", "\n", text)
    return [line.rstrip() for line in re.sub(r"\n[ \t]", "", text).split("\n") if line.strip()]


def blocks(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """(component, its lines): events and what stands beside them; one that is not closed comes as it is."""
    name, kept = "", list[str]()
    for line in lines:
        upper = line.upper()
        opened = upper.removeprefix("BEGIN:") if upper.startswith("BEGIN:") else ""
        if opened in {"VEVENT", *OTHERS}:
            if name:
                yield name, kept
            name, kept = opened, []
        if name:
            kept.append(line)
        if name and upper == f"END:{name}":
            yield name, kept
            name, kept = "", []
    if name:
        yield name, kept


def event_of(row: int, block: list[str], *, zones: Zones, zone: tzinfo, now: datetime) -> ReadEvent:
    if block[-1].upper() != "END:VEVENT":
        raise Unreadable(_("The file breaks off within this event."))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's guesses at zones; ours come first
        event: Any = Event.from_ical("\r\n".join(block) + "\r\n")
    start, own_zone, is_all_day = started(event, zones, zone)
    end = ended(event, start, zones, zone, is_all_day=is_all_day)
    if start.year not in YEARS or end.year not in YEARS or end - start > YEAR:
        raise Unreadable(_("The time of this event is out of range."))
    changes = event.get("RECURRENCE-ID")
    changed = one(changes) if changes is not None else None
    uid = words(event, "UID")[:200] or f"{words(event, 'SUMMARY')}@{start.isoformat()}"[:200]
    return ReadEvent(
        row=row,
        uid=uid,
        subject=words(event, "SUMMARY") or _("Untitled"),
        is_all_day=is_all_day,
        turns=turns_of(event, start, end, own_zone, zones, zone, now=now)
        if not changed
        else (Turn(None, start, end),),
        notes=words(event, "DESCRIPTION"),
        place=words(event, "LOCATION"),
        link=link_of(event),
        is_private=words(event, "CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"},
        is_cancelled=words(event, "STATUS").upper() == "CANCELLED",
        changes_turn=moment(changed, zones, zone)[0] if changed else None,
        rule=one(event["RRULE"]).to_ical().decode() if event.get("RRULE") is not None else "",
    )


def words(event: Any, name: str) -> str:
    value = event.get(name)
    value = value[0] if isinstance(value, list) else value
    return str(value).strip() if value is not None else ""


def link_of(event: Any) -> str:
    link = words(event, "URL")
    return link if link.startswith(("https://", "http://")) and len(link) <= 400 else ""  # noqa: PLR2004 - the column


def started(event: Any, zones: Zones, zone: tzinfo) -> tuple[datetime, tzinfo, bool]:
    value = event.get("DTSTART")
    if value is None:
        raise Unreadable(_("This event has no start."))
    return moment(one(value), zones, zone)


def ended(event: Any, start: datetime, zones: Zones, zone: tzinfo, *, is_all_day: bool) -> datetime:
    if event.get("DTEND") is not None:
        end = moment(one(event["DTEND"]), zones, zone)[0]
    elif event.get("DURATION") is not None:
        end = start + one(event["DURATION"]).dt
    else:
        end = start
    if end <= start:
        usual = timedelta(days=1) if is_all_day else timedelta(hours=1)
        return recurring.shifted(start, by=usual, zone=zone) if is_all_day else start + usual
    return end


def replace_changed(found: Reading) -> Reading:
    """A turn that a changed event replaces goes from its series."""
    changed: dict[str, set[datetime]] = {}
    for event in found.events:
        if event.changes_turn:
            changed.setdefault(event.uid, set()).add(event.changes_turn)
    found.events = [kept(event, changed.get(event.uid, set())) for event in found.events]
    return found


def kept(event: ReadEvent, changed: set[datetime]) -> ReadEvent:
    if event.changes_turn:
        (turn,) = event.turns
        return replace(event, turns=(replace(turn, original_starts_at=event.changes_turn),))
    return replace(event, turns=tuple(turn for turn in event.turns if turn.original_starts_at not in changed))
