"""What one row would do, and writing many rows at once.

1. Somebody new is created; somebody known is updated with what the row says differently; nothing different, nothing done.
2. An empty cell never empties anything. Further phones, tags, notes and custom fields are added; a main phone that
   changes goes on as a further number.
3. With `fill` only what is missing is filled in; with `skip` nobody known is touched.
4. A row about somebody in the archive, or out of the importing person's branches, is not used, and says so.
5. Stage, source and branch chosen for all go to who is new and has none of their own; a tag chosen for all to everybody.
6. What is planned is what is written: a rehearsal makes the same plans and writes nothing.
7. A note that an earlier import brought to the person does not come again, though it was worked on here, or the import speaks
   another language now; nor does one that stands there, whole or line by line.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kesher.core.words import folded
from kesher.customers.import_fields import Reading
from kesher.customers.matching import Known, People, is_mistaken, is_of_another
from kesher.customers.models import Role

CREATED, UPDATED, SKIPPED, PROBLEM = "created", "updated", "skipped", "problem"
LONGEST_NOTE = 10_000
REPLACE, FILL, SKIP = "replace", "fill", "skip"


@dataclass(frozen=True)
class Choices:
    """What was chosen for the whole file."""

    role: str = Role.CUSTOMER
    known: str = REPLACE
    """what happens to people whom the business knows: replace, fill, skip"""
    stage_id: int | None = None
    source_id: int | None = None
    branch_id: int | None = None
    tag: str = ""
    branch_ids: frozenset[int] = frozenset()
    """the branches that whoever imports is limited to; empty: all"""


@dataclass(slots=True)
class Landing:
    """What becomes of a row."""

    reading: Reading
    outcome: str
    person: Known
    reason: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    address: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    fields: dict[int, str] = field(default_factory=dict)
    note: str = ""
    address_before: dict[str, Any] | None = None
    """None: there was no main address"""
    fields_before: dict[int, str | None] = field(default_factory=dict)

    @property
    def reasons(self) -> str:
        """All that is to be told about the row."""
        return " ".join([*([self.reason] if self.reason else []), *self.reading.warnings])[:300]

    @property
    def changes_something(self) -> bool:
        return bool(self.details or self.numbers or self.address or self.tags or self.fields or self.note)


def land(reading: Reading, people: People, choices: Choices) -> Landing:
    """The plan of one row; `people` know it from then on."""
    if reading.problem:
        return Landing(reading, PROBLEM, Known(), reason=reading.problem)
    person = people.find(reading)
    landing = meet(reading, person, choices) if person else welcome(reading, choices)
    if landing.outcome in {CREATED, UPDATED}:
        remember(landing)
        people.add(landing.person)
    return landing


def welcome(reading: Reading, choices: Choices) -> Landing:
    """Somebody new (rules 1 and 5)."""
    role = reading.role or choices.role
    chosen = {"source_id": choices.source_id, "branch_id": choices.branch_id}
    if role == Role.LEAD:
        chosen["stage_id"] = choices.stage_id
    details = {**{name: value for name, value in chosen.items() if value}, **reading.details}
    return Landing(
        reading,
        CREATED,
        Known(role=role, source_key=reading.former_key),
        details=details,
        numbers=list(reading.numbers),
        address=dict(reading.address),
        tags=wanted_tags(reading, choices),
        fields=dict(reading.fields),
        note=reading.note,
    )


def meet(reading: Reading, person: Known, choices: Choices) -> Landing:
    """Somebody known (rules 1 to 4)."""
    reason = hindrance(reading, person, choices)
    if reason:
        return Landing(reading, PROBLEM, person, reason=reason)
    landing = Landing(reading, SKIPPED, person)
    if choices.known == SKIP:
        return landing
    is_filling = choices.known == FILL
    landing.details = differing(person.details, named(reading, person), is_filling=is_filling)
    landing.address = differing(person.address, reading.address, is_filling=is_filling)
    landing.fields = differing(person.fields, reading.fields, is_filling=is_filling)
    landing.numbers = further(reading, person, landing.details)
    landing.tags = [tag for tag in wanted_tags(reading, choices) if folded(tag) not in person.tags]
    landing.note = "" if has_note(person, reading) else reading.note
    if reading.source_key and not person.source_key:
        landing.details["source_key"] = reading.source_key
    landing.outcome = UPDATED if landing.changes_something else SKIPPED
    return landing


def has_note(person: Known, reading: Reading) -> bool:
    """Rule 7."""
    whole, lines = parts(reading.note), reading.note.splitlines()
    return reading.note_key in person.brought or any(
        person.notes >= set(map(hash, told)) for told in (whole, lines)
    )


def parts(note: str) -> list[str]:
    """A long note becomes several."""
    return [note[start : start + LONGEST_NOTE] for start in range(0, len(note), LONGEST_NOTE)]


def hindrance(reading: Reading, person: Known, choices: Choices) -> str:
    if is_mistaken(person, reading):
        return _("Its number belongs to somebody else here.")
    if is_of_another(person, reading):
        return _("Its ID number belongs to somebody else here.")
    if not person.is_current:
        return _("This person is in the archive. Restore first, then import again.")
    theirs = person.details.get("branch_id")
    if choices.branch_ids and theirs and theirs not in choices.branch_ids:
        return _("This person belongs to a branch that is not yours.")
    return ""


def named(reading: Reading, person: Known) -> dict[str, Any]:
    """The row's details without what only differs in spelling: names of the same words, a phone that is there already."""
    details = {name: value for name, value in reading.details.items() if name != "is_company"}
    if reading.phones and details.get("phone") in person.phones:
        details.pop("phone")
    fresh = Known(details={name: details.get(name, "") for name in ("first_name", "last_name")})
    if fresh.words == person.words:
        details.pop("first_name", None)
        details.pop("last_name", None)
    return details


def differing(held: dict[Any, Any], wanted: dict[Any, Any], *, is_filling: bool) -> dict[Any, Any]:
    different = {name: value for name, value in wanted.items() if held.get(name) != value}
    return {name: value for name, value in different.items() if not (is_filling and held.get(name))}


def further(reading: Reading, person: Known, details: dict[str, Any]) -> list[str]:
    """Rule 2: phones that are new to the person, and the main one that makes way."""
    former = person.details.get("phone", "") if "phone" in details else ""
    wanted = [*reading.phones, former]
    there = {*person.numbers, details.get("phone") or person.details.get("phone")}
    return [one for one in dict.fromkeys(wanted) if one and one not in there]


def wanted_tags(reading: Reading, choices: Choices) -> list[str]:
    return list({folded(tag): tag for tag in [*reading.tags, choices.tag] if tag}.values())


def remember(landing: Landing) -> None:
    """What the next rows meet; what was there before stays in the plan, for the log and for undoing."""
    person = landing.person
    landing.before = {name: person.details.get(name) for name in landing.details}
    if person.address:
        landing.address_before = {name: person.address.get(name, "") for name in landing.address}
    landing.fields_before = {key: person.fields.get(key) for key in landing.fields}
    details = dict(landing.details)
    person.source_key = details.pop("source_key", person.source_key)
    person.details |= details
    person.numbers += landing.numbers
    person.address = {**person.address, **landing.address}
    person.tags |= {folded(tag) for tag in landing.tags}
    person.fields |= landing.fields
    person.brought |= {landing.reading.note_key} if landing.note else set()
