"""The fields that a column of a file may hold, and a row in these words.

What a field is called, how much fits into it, which words stand for what; a row that was read holds what it says of a
person, and what had to be put aside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models.staff import Gender
from kesher.core.sheets import vcards
from kesher.customers.models import CustomField

LABELS: dict[str, Any] = {
    "first_name": _("First name"), "last_name": _("Last name"),
    "full_name": _("Full name"), "phone": _("Phone"), "phone_2": _("Phone 2"),
    "phone_3": _("Phone 3"), "email": _("E-mail"), "email_2": _("E-mail 2"),
    "id_number": _("ID number"), "company": _("Company"),
    "company_number": _("Company or dealer number"), "birthday": _("Birthday"),
    "gender": _("Gender"), "street": _("Street"), "house": _("House number"),
    "town": _("Town"), "postal_code": _("Postal code"), "country": _("Country"),
    "notes": _("Note"), "tags": _("Tags"), "branch": _("Branch"),
    "stage": _("Stage"), "source": _("Source"), "number": _("Customer number"),
    "invoice_name": _("Name on invoice"), "job_title": _("Job title"),
    "source_id": _("Number in the former system"), "own_number": _("Kesher: customer number"),
}  # fmt: skip
"""our fields, as they are called"""
NAMING = (
    "first_name",
    "last_name",
    "full_name",
    "company",
    "email",
    "email_2",
    "phone",
    "phone_2",
    "phone_3",
)
"""a row holds one of these or is a problem"""
LONGEST = {
    "first_name": 80, "last_name": 80, "job_title": 80, "invoice_name": 120, "town": 60, "street": 80, "house": 12,
    "postal_code": 10, "country": 40, "source_id": 120, "email": 254, "tags": 60, "number_label": 40,
}  # fmt: skip
GENDERS = {
    "f": Gender.FEMALE, "female": Gender.FEMALE, "woman": Gender.FEMALE, "נקבה": Gender.FEMALE, "אישה": Gender.FEMALE,
    "אשה": Gender.FEMALE, "נ": Gender.FEMALE, "ז": Gender.MALE, "m": Gender.MALE, "male": Gender.MALE,
    "man": Gender.MALE, "זכר": Gender.MALE, "גבר": Gender.MALE, "x": Gender.OTHER, "other": Gender.OTHER,
    "אחר": Gender.OTHER,
}  # fmt: skip
_SHOWN, _KEY = 40, 32


@dataclass(frozen=True)
class Lists:
    """What a cell's words may mean in this business: {list: {folded name: id}} and back, and its own fields."""

    ids: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    names: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    fields: Mapping[int, CustomField] = field(default_factory=dict)
    has_identity: bool = True
    """whether who imports may see and write ID numbers"""


@dataclass(slots=True)
class Reading:
    """A row in our words; empty values are left out."""

    row: int
    details: dict[str, Any] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    number_labels: dict[str, str] = field(default_factory=dict)
    """{phone: what it is called}, of the main one too"""
    address: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    fields: dict[int, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    """the lines of the note before any words of ours, so that they are the same in every language"""
    role: str = ""
    source_key: str = ""
    number: str = ""
    own_number: str = ""
    """of the person whom an earlier import of this row made or changed here"""
    warnings: list[str] = field(default_factory=list)
    problem: str = ""
    content: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        return "\n".join(self.lines)

    @property
    def note_key(self) -> str:
        """What tells the note when it comes again, whatever has become of it here."""
        told = "\n".join(self.sources or self.lines)
        return sha256(told.encode()).hexdigest()[:_KEY] if told else ""

    @property
    def former_key(self) -> str:
        """What tells the person in the system that the file comes from; a customer number will do."""
        return self.source_key or (f"number:{self.number}" if self.number else "")

    @property
    def phones(self) -> list[str]:
        return [one for one in (self.details.get("phone", ""), *self.numbers) if one]

    def remark(self, line: str, *, source: str = "") -> None:
        """`source`: the line before words of ours."""
        self.lines.append(line)
        self.sources.append(source or line)

    def put_aside(self, name: str, value: str, warning: str = "", *, shown: str = "") -> None:
        """Rule 1; `shown` stands in the note for what not everybody may read there."""
        self.lines.append(f"{LABELS.get(name, name)}: {shown or value}")
        self.sources.append(f"{name}: {value}")
        if warning:
            self.warnings.append(warning)

    def keep(self, name: str, value: str, *, place: dict[str, Any] | None = None) -> None:
        """Into its place if it fits there, else cut there and whole in the note."""
        longest = LONGEST.get(name, len(value))
        if len(value) > longest:
            self.put_aside(
                name, value, gettext("%(field)s is too long and was cut.") % {"field": LABELS.get(name, name)}
            )
        if value:
            (self.details if place is None else place)[name] = value[:longest].strip()


def headings(header: Sequence[str]) -> list[str]:
    """The columns as people read them: those of cards, which have no names of their own, by our fields."""
    return list(map(heading, header)) if tuple(header) == vcards.HEADER else list(header)


def heading(name: str) -> str:
    if name in LABELS:
        return str(LABELS[name])
    return gettext("%(field)s – label") % {"field": LABELS[name.removesuffix("_label")]}


def one_line(text: str, glue: str = " ") -> str:
    return glue.join(line.strip() for line in text.splitlines() if line.strip())


def short(text: str) -> str:
    plain = one_line(text)
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"
