"""Signing in and out, seen from the businesses: who came in is in each business's log.

1. A sign-in, and a change of its address, is recorded in every business the person works in.
2. A session can be ended from afar, by its owner alone.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from kesher.activity.recording import record
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Staff, User
from kesher.core.owning import acting_for


@transaction.atomic
def note(kind: Kind, user: User, *, now: datetime, is_own: bool = True) -> None:
    """In the log of every business the person works in; `is_own`: they did it themselves."""
    places: Any = Staff.objects.across_businesses().active().filter(user=user)
    for staff in places:
        with acting_for(staff.business_id):
            record(kind, staff, by=staff if is_own else None, now=now)
