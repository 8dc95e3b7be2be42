"""Files and photos of an inquiry.

1. What may be kept is decided by content (core/uploads.py); each file stands under a random name in the business's own
   folder, with its hash.
2. A stored file without a row is removed: at once when the transaction fails, else by the nightly sweep.
3. Who may work on inquiries adds, opens and removes files; opening is recorded.
4. A removed file is not shown and cannot be opened; it can be brought back for 30 days. Then row and stored file go for
   good, the stored file only after the row's removal is committed.
5. A phone that sends the same file twice (`client_key`) adds it once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from kesher.activity.recording import record
from kesher.core import uploads
from kesher.core.refusals import Problem, Refused, refuse_if
from kesher.inquiries import closing, holding
from kesher.inquiries.kinds import Kind
from kesher.inquiries.models import Inquiry, InquiryFile

REMOVED_KEPT = timedelta(days=30)
FOLDER = "inquiries"


def upload(
    inquiry: Inquiry, *, name: str, content: Any, by: Any, now: datetime, client_key: str = ""
) -> InquiryFile:
    """Keeps one file; raises Refused when it may not be kept."""
    if client_key and (sent := inquiry.business.inquiry_files.filter(client_key=client_key).first()):
        return sent  # type: ignore[no-any-return]
    refuse_if([*closing.right_problems(by), *holding.problems(inquiry)])
    checked = uploads.accepted(name, content)
    file = InquiryFile(
        business_id=inquiry.business_id, inquiry=inquiry, name=checked.name, content_type=checked.content_type,
        size=len(checked.content), sha256=sha256(checked.content).hexdigest(), uploaded_by=by, uploaded_at=now,
        client_key=client_key,
    )  # fmt: skip
    file.content.save(checked.name, File(BytesIO(checked.content)), save=False)
    try:
        keep(file, by=by, now=now)
    except BaseException:
        file.content.delete(save=False)
        raise
    return file


def upload_each(inquiry: Inquiry, files: Iterable[Any], *, by: Any, now: datetime) -> list[Problem]:
    """Each file by itself: the good ones are kept, the others are named with their reason."""
    found = []
    for file in files:
        try:
            upload(inquiry, name=file.name, content=file, by=by, now=now)
        except Refused as refused:
            found += [
                Problem(one.code, f"{file.name}: {one.sentence}", field="uploads") for one in refused.problems
            ]
    return found


@transaction.atomic
def keep(file: InquiryFile, *, by: Any, now: datetime) -> None:
    inquiry = holding.held(file.inquiry)
    file.save()
    inquiry.changed_at = now
    inquiry.save(update_fields=["changed_at"])
    record(Kind.FILE_UPLOADED, file, by=by, now=now)


@transaction.atomic
def open_file(file: InquiryFile, *, by: Any, now: datetime) -> Any:
    """The stored content, open for reading."""
    content = file.content.open("rb")
    record(Kind.FILE_READ, file, by=by, now=now)
    return content


@transaction.atomic
def remove(file: InquiryFile, *, by: Any, now: datetime) -> InquiryFile:
    return mark(file, Kind.FILE_REMOVED, removed_at=now, by=by, now=now)


@transaction.atomic
def restore(file: InquiryFile, *, by: Any, now: datetime) -> InquiryFile:
    return mark(file, Kind.FILE_RESTORED, removed_at=None, by=by, now=now)


def mark(
    file: InquiryFile, kind: Kind, *, removed_at: datetime | None, by: Any, now: datetime
) -> InquiryFile:
    inquiry = holding.held(file.inquiry)
    refuse_if(closing.right_problems(by))
    file = file.fresh()
    file.inquiry = inquiry
    if bool(file.removed_at) != bool(removed_at):
        file.removed_at = removed_at
        file.save(update_fields=["removed_at"])
        record(kind, file, by=by, now=now)
    return file


@transaction.atomic
def purge(file: InquiryFile, *, by: Any, now: datetime) -> None:
    """Removes row and stored file for good (rule 4)."""
    name = str(file.content.name)
    record(Kind.FILE_PURGED, file, by=by, now=now)
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


def orphans(*, stored: Iterable[str], before: datetime) -> list[str]:
    """Stored files that no row names, older than `before` (an upload may be on its way)."""
    old = [name for name in stored if default_storage.get_modified_time(name) < before]
    rows = InquiryFile.objects.across_businesses().filter(content__in=old)
    return sorted({*old} - {*rows.values_list("content", flat=True)})
