"""When a person was last changed: the moment of the last entry about them that changed something.

1. Whatever is recorded about a person counts, from whichever domain; reading does not.
2. The stamp never goes back.
"""

from kesher.activity.models import Entry
from kesher.businesses.models import Business
from kesher.customers.kinds import Kind

READING = {Kind.IDENTITY_READ, Kind.FILE_READ, Kind.INJURY_READ, Kind.EXPORTED}


def stamp(entry: Entry) -> None:
    if entry.customer_id and entry.kind not in READING:
        people = Business(pk=entry.business_id).customers.filter(pk=entry.customer_id)
        people.exclude(changed_at__gt=entry.at).update(changed_at=entry.at)


def stamp_all(entries: list[Entry]) -> None:
    """Entries of one business, written at one moment."""
    ids = [entry.customer_id for entry in entries if entry.customer_id and entry.kind not in READING]
    if ids:
        people = Business(pk=entries[0].business_id).customers.filter(pk__in=ids)
        people.exclude(changed_at__gt=entries[0].at).update(changed_at=entries[0].at)
