"""Notices: what one staff member should know, shown at the bell.

1. A notice is told once for its key: telling it again changes nothing.
2. Who left is not told, nor is anybody told of a person whom they may not see.
3. A text that is given lazily (or as a function) is written in the reader's language.
4. Copies by push and by mail are sent by the worker after the change has been committed.
5. Reading is a matter of the reader: it is not recorded. What was read is kept for 90 days, what was not for a year.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from kesher.businesses.models import Business, Staff
from kesher.messaging import seeing

READ_KEPT, KEPT = timedelta(days=90), timedelta(days=365)
LONGEST = 300


@transaction.atomic
def tell(
    staff: Staff,
    *,
    kind: str,
    text: str | Promise | Callable[[], Any],
    path: str,
    key: str,
    subject: Any = None,
    customer_id: int | None = None,
    now: datetime,
    by_push: bool = False,
    by_email: bool = False,
) -> None:
    if not staff.is_active or not seeing.may_know(staff, customer_id):
        return
    about = subject_of(subject)
    with in_language_of(staff):
        words = str(text() if callable(text) and not isinstance(text, Promise) else text)[:LONGEST]
    notice, is_new = staff.notices.get_or_create(
        business_id=staff.business_id,
        key=key,
        defaults={
            "kind": kind, "text": words, "path": path, "customer_id": customer_id, "created_at": now, **about,
        },
    )  # fmt: skip
    if is_new and (by_push or by_email):
        send_copies(staff, notice_id=notice.pk, by_push=by_push, by_email=by_email)


def subject_of(subject: Any) -> dict[str, Any]:
    return (
        {"subject_kind": subject._meta.label_lower, "subject_id": subject.pk} if subject else {}  # noqa: SLF001
    )


def in_language_of(staff: Staff) -> AbstractContextManager[None]:
    return translation.override(staff.user.language if staff.user else settings.LANGUAGE_CODE)


def send_copies(staff: Staff, *, notice_id: int, by_push: bool, by_email: bool) -> None:
    """Within the caller's transaction: what is rolled back is not sent."""
    job = import_string("kesher.messaging.tasks.send_notice")
    for way, is_wanted in (("push", by_push), ("email", by_email)):
        if is_wanted:
            job.enqueue(business_id=staff.business_id, notice_id=notice_id, way=way)


def of(staff: Staff) -> Any:
    """All that this staff member was told and may still know, newest first."""
    return seeing.tellable(staff.notices.all(), staff).order_by("-id")


def unread(staff: Staff) -> Any:
    return of(staff).filter(read_at=None)


def read(staff: Staff, *, now: datetime, notice_id: int | None = None) -> int:
    """One notice, or all of them."""
    rows = staff.notices.filter(read_at=None)
    return int((rows.filter(pk=notice_id) if notice_id else rows).update(read_at=now))


def end(staff: Staff, *, now: datetime) -> None:
    """They left: nothing waits for them any more, and no browser of theirs is reached."""
    read(staff, now=now)
    staff.devices.all().delete()


def blank(business: Business, *, customer_ids: list[int]) -> None:
    """The person was erased: nothing names them any more."""
    business.notices.filter(customer_id__in=customer_ids).update(text="–", path="")


def forget_old(business: Business, *, now: datetime) -> None:
    business.notices.filter(read_at__lt=now - READ_KEPT).delete()
    business.notices.filter(created_at__lt=now - KEPT).delete()
