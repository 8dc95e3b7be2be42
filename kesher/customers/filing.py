"""A person's files.

1. What may be kept is decided by content (core/uploads.py); each file stands under a random name in the business's
   own folder, with its hash.
2. A stored file without a row is removed: at once when the transaction fails, else by the nightly sweep.
3. Opening a file is recorded.
4. A file can be renamed and described; its ending stays.
5. A removed file is not shown and cannot be opened; it can be brought back for 30 days. Then row and stored file go for
   good, the stored file only after the row's removal is committed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import changes, record
from kesher.core import uploads
from kesher.core.refusals import Problem, refuse_if
from kesher.customers import standing
from kesher.customers.kinds import Kind
from kesher.customers.models import Customer, CustomerFile

REMOVED_KEPT = timedelta(days=30)


def upload(
    customer: Customer, *, name: str, content: Any, by: Any, now: datetime, label: str = ""
) -> CustomerFile:
    """Keeps one file; raises Refused when it may not be kept."""
    refuse_if(standing.problems(customer))
    checked = uploads.accepted(name, content)
    file = CustomerFile(
        business_id=customer.business_id, customer=customer, name=checked.name, label=label,
        content_type=checked.content_type, size=len(checked.content), sha256=sha256(checked.content).hexdigest(),
        uploaded_by=by, uploaded_at=now,
    )  # fmt: skip
    file.content.save(checked.name, File(BytesIO(checked.content)), save=False)
    try:
        keep(file, by=by, now=now)
    except BaseException:
        file.content.delete(save=False)
        raise
    return file


@transaction.atomic
def keep(file: CustomerFile, *, by: Any, now: datetime) -> None:
    refuse_if(standing.problems(file.customer.locked()))
    file.save()
    record(Kind.FILE_UPLOADED, file, by=by, now=now)


@transaction.atomic
def open_file(file: CustomerFile, *, by: Any, now: datetime) -> Any:
    """The stored content, open for reading."""
    content = file.content.open("rb")
    record(Kind.FILE_READ, file, by=by, now=now)
    return content


@transaction.atomic
def describe(file: CustomerFile, *, name: str, label: str, by: Any, now: datetime) -> CustomerFile:
    customer, file = held(file)
    refuse_if(standing.problems(customer) + gone(file) + nameless(name))
    after = {"name": uploads.named(name, PurePath(file.name).suffix.lstrip(".")), "label": label}
    changed = changes({"name": file.name, "label": file.label}, after)
    if changed:
        file.name, file.label = after["name"], after["label"]
        file.save(update_fields=list(changed))
        record(Kind.FILE_CHANGED, file, by=by, now=now, changes=changed)
    return file


@transaction.atomic
def remove(file: CustomerFile, *, by: Any, now: datetime) -> CustomerFile:
    return mark(file, Kind.FILE_REMOVED, removed_at=now, by=by, now=now)


@transaction.atomic
def restore(file: CustomerFile, *, by: Any, now: datetime) -> CustomerFile:
    return mark(file, Kind.FILE_RESTORED, removed_at=None, by=by, now=now)


def mark(
    file: CustomerFile, kind: Kind, *, removed_at: datetime | None, by: Any, now: datetime
) -> CustomerFile:
    customer, file = held(file)
    refuse_if(standing.problems(customer))
    if bool(file.removed_at) != bool(removed_at):
        file.removed_at = removed_at
        file.save(update_fields=["removed_at"])
        record(kind, file, by=by, now=now)
    return file


@transaction.atomic
def purge(file: CustomerFile, *, by: Any, now: datetime) -> None:
    """Removes row and stored file for good (rule 5)."""
    name = str(file.content.name)
    record(Kind.FILE_PURGED, file, by=by, now=now)
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


def orphans(*, stored: Iterable[str], before: datetime) -> list[str]:
    """Stored files that no row names, older than `before` (an upload may be on its way)."""
    old = [name for name in stored if default_storage.get_modified_time(name) < before]
    rows = CustomerFile.objects.across_businesses().filter(content__in=old)
    return sorted({*old} - {*rows.values_list("content", flat=True)})


def stored_names(kept_in: str = "files") -> list[str]:
    """All files in these folders of all businesses."""
    if not default_storage.exists(""):
        return []
    folders = [f"{business}/{kept_in}" for business in default_storage.listdir("")[0]]
    existing = [folder for folder in folders if default_storage.exists(folder)]
    return [f"{folder}/{name}" for folder in existing for name in default_storage.listdir(folder)[1]]


def held(file: CustomerFile) -> tuple[Customer, CustomerFile]:
    """The person under lock, then the file."""
    return file.customer.locked(), file.fresh()


def gone(file: CustomerFile) -> list[Problem]:
    return [Problem("file-removed", _("This file has been removed."))] if file.removed_at else []


def nameless(name: str) -> list[Problem]:
    return [] if name.strip() else [Problem("name-missing", _("Please enter a name."), field="name")]
