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
    choice = "" if one.minutes is None else str(one.minutes)
    return {"remind_at": choice, "by_email": one.by_email, "by_push": one.by_push}


@transaction.atomic
def preset(business: Business, subject: str, *, by: Any, now: datetime, **wanted: Any) -> ReminderPreset:
    one, is_new = business.reminder_presets.get_or_create(subject=subject)
    changed = changes({name: getattr(one, name) for name in FIELDS}, wanted)
    if changed:
        for name in FIELDS:
            setattr(one, name, wanted[name])
        one.save(update_fields=FIELDS)
    if changed or is_new:
        record(Kind.REMINDER_PRESET, one, by=by, now=now, changes=changed)
    return one
