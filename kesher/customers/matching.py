"""Which person a row of a file is about.

1. The same person is, in this order: who has the number here that the file to mend of an import tells; who came with the same number from the former system; who
   has the same ID number; who has the same customer number and name; the same phone and name; the same e-mail and name. A phone alone says
   nothing, since families share it.
2. Names are the same when they hold the same words, in any order and any spelling that folding makes equal.
3. Two with different ID numbers are two people. A number here or in the former system that leads to somebody with another name,
   phone, e-mail and ID number is a mistake of the file: the row is not used.
4. A row with a name and nothing else is the person of that name of whom nothing else is known either.
5. Who is current comes before who is in the archive. Merged into somebody else means that one.
6. Rows are compared with those before them too, so a file may hold a person twice.
7. An ID number that leads to somebody of whom neither a word of the name nor a telephone nor the e-mail agrees is a slip.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from kesher.core.words import folded
from kesher.customers.import_fields import Reading

DETAILS = (
    "is_company", "first_name", "last_name", "phone", "email", "id_number", "gender", "birthday", "job_title",
    "stage_id", "source_id", "branch_id", "invoice_name", "invoice_tax_number",
)  # fmt: skip
READ = (*DETAILS, "id", "number", "role", "source_key", "archived_at", "erased_at", "merged_into_id")
Key = tuple[str, ...]
LANDED = ("created", "updated", "kept")
"""outcomes of rows whose people have what they brought"""

LONGEST_NUMBER = 18


@dataclass(slots=True)
class Known:
    """Somebody the business knows, as far as an import may touch it; `id` is 0 until a planned person is written."""

    id: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    role: str = ""
    source_key: str = ""
    is_current: bool = True
    merged_into: int = 0
    numbers: list[str] = field(default_factory=list)
    address: dict[str, Any] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)
    fields: dict[int, str] = field(default_factory=dict)
    notes: set[int] = field(default_factory=set)
    """hashes of whole notes and of their lines"""
    brought: set[str] = field(default_factory=set)
    """keys of the notes that imports have brought"""

    @property
    def words(self) -> str:
        return words_of(self.details.get("first_name", ""), self.details.get("last_name", ""))

    @property
    def phones(self) -> list[str]:
        return [one for one in (self.details.get("phone", ""), *self.numbers) if one]


def words_of(*names: str) -> str:
    """Rule 2."""
    return " ".join(sorted(folded(" ".join(names)).split()))


def keys(about: Known | Reading, words: str) -> Iterator[Key]:
    """What tells a person, the strongest first (rules 1 and 4)."""
    details = about.details
    own = about.own_number if isinstance(about, Reading) else str(about.number or "")
    if own:
        yield ("own", own)
    if about.source_key:
        yield ("source", about.source_key)
    if details.get("id_number"):
        yield ("id", details["id_number"])
    if about.number:
        yield ("number", str(about.number), words)
    if isinstance(about, Reading) and about.former_key != about.source_key:
        yield ("source", about.former_key)
    for phone in about.phones:
        yield ("phone", phone, words)
    if details.get("email"):
        yield ("email", details["email"], words)
    if is_bare(about):
        yield ("name", words)


def is_bare(about: Known | Reading) -> bool:
    return not (about.phones or about.details.get("email") or about.details.get("id_number"))


class People:
    """Those who are known, by what tells them apart."""

    def __init__(self) -> None:
        self._by_key: defaultdict[Key, list[Known]] = defaultdict(list)
        self.ids: set[int] = set()

    def add(self, person: Known) -> None:
        """Also after a change, under what tells them now."""
        self.ids.add(person.id)
        for key in keys(person, person.words):
            if not any(one is person for one in self._by_key[key]):
                self._by_key[key].append(person)

    def stand_for(self, survivor: Known, merged: Known) -> None:
        """Rule 5: what told the merged person tells the survivor now."""
        self.ids.add(merged.id)
        for key in keys(merged, merged.words):
            self._by_key[key].append(survivor)

    def find(self, reading: Reading) -> Known | None:
        words = words_of(reading.details.get("first_name", ""), reading.details.get("last_name", ""))
        for key in keys(reading, words):
            found = [
                one
                for one in self._by_key.get(key, ())
                if key[0] in {"own", "source", "id"} or not differ(one, reading)
            ]
            if found:
                return min(found, key=lambda one: not one.is_current)
        return None


def differ(person: Known, reading: Reading) -> bool:
    """Rule 3: each has an ID number, and another one."""
    theirs, ours = person.details.get("id_number"), reading.details.get("id_number")
    return bool(theirs and ours and theirs != ours)


def is_of_another(person: Known, reading: Reading) -> bool:
    """Rule 7."""
    ours, theirs = reading.details, person.details
    if not ours.get("id_number") or ours["id_number"] != theirs.get("id_number"):
        return False
    names = words_of(ours.get("first_name", ""), ours.get("last_name", ""))
    shares_name = not names or bool(set(names.split()) & set(person.words.split()))
    shares_way = bool(set(reading.phones) & set(person.phones)) or (
        bool(ours.get("email")) and ours["email"] == theirs.get("email")
    )
    return not (shares_name or shares_way)


def is_mistaken(person: Known, reading: Reading) -> bool:
    """Rule 3: found by a number alone, and nothing else agrees."""
    is_former = reading.former_key and person.source_key == reading.former_key
    if not is_former and reading.own_number != str(person.number):
        return False
    names = words_of(reading.details.get("first_name", ""), reading.details.get("last_name", ""))
    shared = [
        set(names.split()) & set(person.words.split()),
        set(reading.phones) & set(person.phones),
        {reading.details.get("email")} & {person.details.get("email")} - {None, ""},
        {reading.details.get("id_number")} & {person.details.get("id_number")} - {None, ""},
    ]
    return not any(shared)


def gather(business: Any, readings: Iterable[Reading], people: People, *, is_locking: bool = False) -> None:
    """Adds those to whom these rows could lead, in a constant number of queries; `is_locking` holds their rows."""
    candidates = business.customers.filter(asked(business, list(readings))).order_by("pk")
    if is_locking:
        candidates = candidates.select_for_update()
    fresh = [known(row) for row in candidates.values(*READ) if row["id"] not in people.ids]
    fresh += survivors(business, fresh, people)
    fill(business, {person.id: person for person in fresh})
    by_id = {person.id: person for person in fresh}
    for person in fresh:
        if person.merged_into in by_id:
            people.stand_for(by_id[person.merged_into], person)
        else:
            people.add(person)


def is_number(text: str) -> bool:
    """Digits that a customer number can hold."""
    return text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER


def asked(business: Any, readings: list[Reading]) -> Q:
    details = [reading.details for reading in readings if not reading.problem]
    phones = {phone for reading in readings for phone in reading.phones}
    told = [number for one in readings for number in (one.number, one.own_number)]
    numbers = {int(number) for number in told if is_number(number)}
    names = {
        f"{one.details['first_name']} {one.details.get('last_name', '')}".strip()
        for one in readings
        if not one.problem and is_bare(one)
    }
    further = business.contact_numbers.filter(phone__in=phones).values("customer_id")
    return (
        Q(source_key__in={key for one in readings for key in (one.source_key, one.former_key)} - {""})
        | Q(id_number__in={one.get("id_number", "") for one in details} - {""})
        | Q(email__in={one.get("email", "") for one in details} - {""})
        | Q(phone__in=phones)
        | Q(number__in=numbers)
        | Q(full_name__in=names, phone="", email="")
        | Q(pk__in=list(further.values_list("customer_id", flat=True)))
    )


def known(row: dict[str, Any]) -> Known:
    return Known(
        id=row["id"],
        details={name: row[name] for name in DETAILS if row[name] not in ("", None, False)},
        number=row["number"],
        role=row["role"],
        source_key=row["source_key"],
        is_current=row["archived_at"] is None,
        merged_into=row["merged_into_id"] or 0,
    )


def survivors(business: Any, fresh: list[Known], people: People) -> list[Known]:
    wanted = {one.merged_into for one in fresh if one.merged_into} - people.ids - {one.id for one in fresh}
    if not wanted:
        return []
    return [known(row) for row in business.customers.filter(pk__in=wanted).values(*READ)]


def fill(business: Any, people: dict[int, Known]) -> None:
    """Further numbers, the main address, tags, custom fields, notes and what earlier imports brought, one query each."""
    if not people:
        return
    for customer, phone in business.contact_numbers.filter(customer__in=people).values_list(
        "customer_id", "phone"
    ):
        people[customer].numbers.append(phone)
    for address in business.addresses.filter(customer__in=people, is_main=True).values():
        people[address["customer_id"]].address = address
    for customer, tag in business.customer_tags.filter(customer__in=people).values_list(
        "customer_id", "tag__name"
    ):
        people[customer].tags.add(folded(tag))
    for customer, custom, value in business.field_values.filter(customer__in=people).values_list(
        "customer_id", "field_id", "value"
    ):
        people[customer].fields[custom] = value
    for customer, text in business.customer_notes.filter(customer__in=people, removed_at=None).values_list(
        "customer_id", "text"
    ):
        people[customer].notes |= {hash(text), *map(hash, text.splitlines())}
    brought = business.import_rows.filter(customer__in=people, outcome__in=LANDED, before__has_key="note_key")
    for customer, key in brought.values_list("customer_id", "before__note_key"):
        people[customer].brought.add(key)
