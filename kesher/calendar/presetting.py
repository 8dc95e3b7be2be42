"""The reminder that a form begins with, for each kind of thing one is reminded of.

1. A business presets it for tasks, service calls, messages and meetings: none, or so many minutes before (BEFORE), and by
   which copies. Nothing preset: no reminder; one that is chosen comes by push too.
2. A preset changes nothing that is set already. Who writes something may choose otherwise.
3. Changing a preset is recorded.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from kesher.activity.recording import changes, record
from kesher.businesses.models import Business
from kesher.calendar.kinds import Kind
from kesher.calendar.models import PresetSubject, ReminderPreset

FIELDS = ("minutes", "by_email", "by_push")


def presets(business: Business) -> dict[str, ReminderPreset]:
    """One for each kind, as kept or as shipped."""
    kept = {one.subject: one for one in business.reminder_presets.all()}
    return {
        subject: kept.get(subject) or ReminderPreset(business=business, subject=subject)
        for subject in PresetSubject.values
    }


def begins_with(business: Business, subject: str) -> dict[str, Any]:
    """The `initial` of the reminder's fields in the form of such a thing."""
    one = business.reminder_presets.filter(subject=subject).first()
    if one is None:
        return {}
    return {"remind_at": one.choice, "by_email": one.by_email, "by_push": one.by_push}


@transaction.atomic
def preset(business: Business, wanted: dict[str, dict[str, Any]], *, by: Any, now: datetime) -> None:
    """`wanted`: FIELDS for each kind that is to change."""
    for subject, fields in wanted.items():
        one, is_new = business.reminder_presets.get_or_create(subject=subject)
        changed = changes({name: getattr(one, name) for name in FIELDS}, fields)
        if changed or is_new:
            business.reminder_presets.filter(pk=one.pk).update(**fields)
            record(Kind.REMINDER_PRESET, one, by=by, now=now, changes=changed)
