"""What is kept about a person, handed to the person: the right to see it (Protection of Privacy Law, s. 13).

1. A zip: a page to read, all rows as JSON, the log as CSV, consents among the rows, and the files themselves.
2. People merged into this one are included, since it is the same person.
3. Of others only the name stands in it, as it does on the person's own page.
4. Whoever makes it may see everything that is in it: ID number, injuries, files and log.
5. It is recorded. It is written to a temporary file piece by piece, never whole in memory, and nothing is held meanwhile; who was
   erased in between is not handed out.
6. Higher apps tell what they keep around the rows that point at the person (`also`).
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kesher.activity.models import Entry
from kesher.activity.recording import plain, record
from kesher.businesses.permissions import Permission
from kesher.core.refusals import Problem, refuse_if
from kesher.core.sheets.writing import Column, write_csv
from kesher.core.templates import jinja
from kesher.customers import merging, moving
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer

NEEDED = (
    Permission.CUSTOMER_IDENTITY,
    Permission.INJURY_VIEW,
    Permission.FILE_VIEW,
    Permission.ACTIVITY_VIEW,
)
UNTOLD = {
    "id", "business", "customer", "search_text", "full_name", "content", "image", "sha256", "text_sha256", "undo", "run",
    "client_key", "booking",
}  # fmt: skip
"""columns that say nothing about the person, or say it twice"""
OTHERS = {
    "customers.customer.payer", "customers.customer.merged_into", "customers.merge.survivor", "customers.merge.merged",
    "customers.conversion.customer", "customers.dismissedpair.first", "customers.dismissedpair.second",
}  # fmt: skip
"""keys whose rows are about other people, or about our own work"""


@dataclass(frozen=True)
class Part:
    """Rows of one kind: pairs of a column's name and its value."""

    label: str
    rows: list[list[tuple[str, Any]]]


Tell = Callable[[Customer], Iterator[Part]]
Hand = Callable[[Customer], Iterator[tuple[str, Any]]]
_further: list[tuple[Tell, Hand]] = []


def also(*, parts: Tell, files: Hand) -> None:
    """Rule 6; `files` gives names within the zip, and stored files."""
    _further.append((parts, files))


def problems(customer: Customer, *, by: Any) -> list[Problem]:
    if customer.erased_at:
        return [
            Problem("person-erased", _("This person's data was erased, so there is nothing to hand out."))
        ]
    if all(by.may(right) for right in NEEDED):
        return []
    sentence = _(
        "The file holds everything: only who may see ID numbers, injuries, files and the log can make it."
    )
    return [Problem("rights-missing", sentence)]


def disclose(customer: Customer, *, by: Any, now: datetime) -> IO[bytes]:
    """The zip, open at its start; whoever asked closes it."""
    refuse_if(problems(customer, by=by))
    out = TemporaryFile()  # noqa: SIM115
    try:
        write_zip(out, customer, now=now)
        note(customer, by=by, now=now)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


@transaction.atomic
def note(customer: Customer, *, by: Any, now: datetime) -> None:
    customer = customer.locked()
    refuse_if(problems(customer, by=by))
    record(Kind.EXPORTED, customer, by=by, now=now)


def write_zip(out: IO[bytes], customer: Customer, *, now: datetime) -> None:
    people = list(customer.business.customers.filter(pk__in=merging.merged_ids(customer)).order_by("pk"))
    parts = [part for person in people for part in parts_of(person)]
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("index.html", read_page(customer, parts, now=now))
        archive.writestr("data.json", as_json(parts))
        write_log(archive, customer, people)
        for person in people:
            add_files(archive, person)


def parts_of(person: Customer) -> Iterator[Part]:
    """The person, then everything that belongs to them, kind by kind."""
    yield Part(_("Personal details"), [told(person)])
    for label, relation, policy in moving.relations():
        if label in OTHERS:
            continue
        rows = [told(row) for row in moving.rows_of(person, relation)]
        if rows:
            yield Part(str(policy.label or relation.related_model._meta.verbose_name), rows)  # noqa: SLF001
    for tell, _hand in _further:
        yield from tell(person)


def told(row: models.Model) -> list[tuple[str, Any]]:
    fields = [field for field in row._meta.concrete_fields if field.name not in UNTOLD]  # noqa: SLF001
    pairs = [(str(field.verbose_name), plain(shown(row, field))) for field in fields]
    return [(name, value) for name, value in pairs if value not in (None, "", [], {})]


def shown(row: models.Model, field: Any) -> Any:
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    value = getattr(row, field.name)
    return timezone.localtime(value) if isinstance(value, datetime) else value


def read_page(customer: Customer, parts: list[Part], *, now: datetime) -> str:
    language = get_language() or "he"
    context = {"customer": customer, "parts": parts, "now": timezone.localtime(now), "language": language}
    return jinja().get_template("customers/disclosure.html").render(context)


def as_json(parts: list[Part]) -> str:
    found = [{"kind": part.label, "rows": [dict(row) for row in part.rows]} for part in parts]
    return json.dumps(found, ensure_ascii=False, indent=1, default=str)


def write_log(archive: ZipFile, customer: Customer, people: list[Customer]) -> None:
    titles = (_("When"), _("What"), _("About"), _("Who"), _("Details"))
    columns = [Column(title, "moment" if index == 0 else "text") for index, title in enumerate(titles)]
    entries = Entry.objects.of(customer.business).filter(customer_id__in=[person.pk for person in people])
    with archive.open("log.csv", "w") as out:
        for line in write_csv(columns, map(log_row, entries.order_by("id").iterator(2000))):
            out.write(line)


def log_row(entry: Entry) -> tuple[Any, ...]:
    details = json.dumps(entry.details, ensure_ascii=False) if entry.details else ""
    return timezone.localtime(entry.at), entry.kind, entry.subject_label, entry.actor_label, details


def add_files(archive: ZipFile, person: Customer) -> None:
    """A stored file that is lost is left out."""
    for name, stored in files_of(person):
        place = f"files/{PurePath(name).name}"
        with suppress(FileNotFoundError), stored.open("rb") as source, archive.open(place, "w") as out:
            copyfileobj(source, out)


def files_of(person: Customer) -> Iterator[tuple[str, Any]]:
    for file in person.files.order_by("id"):
        yield f"{file.pk}-{PurePath(file.name).name}", file.content
    for _tell, hand in _further:
        yield from hand(person)
