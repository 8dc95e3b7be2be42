"""Taking what is personal out of entries, when a person is erased or a note goes for good.

1. Labels, details and search text are blanked; kind, time, who did it and the ids stay.
2. It is stamped who did it and when. An entry is redacted once; the triggers let nothing else through.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from kesher.activity.models import Entry, EntryQuerySet


@transaction.atomic
def redact(customer: Any, *, by: Any, now: datetime) -> int:
    """Redacts all entries about the person; the number of entries."""
    return redact_entries(Entry.objects.about(customer), by=by, now=now)


def redact_entries(entries: EntryQuerySet, *, by: Any, now: datetime) -> int:
    """Within the caller's transaction: these entries, which name the person."""
    return entries.filter(redacted_at=None).update(
        subject_label="", details={}, search_text="", redacted_at=now, redacted_by=by.pk if by else None
    )
