"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MEETING_SET = "meeting.set", _("Meeting set")
    MEETING_CHANGED = "meeting.changed", _("Meeting changed")
    MEETING_MOVED = "meeting.moved", _("Meeting moved")
    MEETING_STATE_CHANGED = "meeting.state-changed", _("State of a meeting changed")
    MEETING_REMOVED = "meeting.removed", _("Meeting removed")
    MEETING_RESTORED = "meeting.restored", _("Meeting restored")
    REMINDER_SET = "reminder.set", _("Reminder set")
    REMINDER_CHANGED = "reminder.changed", _("Reminder changed")
    REMINDER_REMOVED = "reminder.removed", _("Reminder removed")
    REMINDER_PRESET = "reminder.preset", _("Usual reminder changed")
    CALENDAR_CHANGED = "calendar.changed", _("Working hours changed")
    CALENDAR_TAKEN_BACK = "calendar.taken-back", _("New working hours taken back")
    SPECIAL_DAY_ADDED = "special-day.added", _("Special day added")
    SPECIAL_DAY_CHANGED = "special-day.changed", _("Special day changed")
    SPECIAL_DAY_REMOVED = "special-day.removed", _("Special day removed")
    ABSENCE_ADDED = "absence.added", _("Absence added")
    ABSENCE_CHANGED = "absence.changed", _("Absence changed")
    ABSENCE_REMOVED = "absence.removed", _("Absence removed")
    ABSENCE_RESTORED = "absence.restored", _("Absence restored")
    FEED_MADE = "feed.made", _("Diary address made")
    FEED_REVOKED = "feed.revoked", _("Diary address revoked")
    DIARY_IMPORTED = "diary.imported", _("Meetings imported")
    DIARY_IMPORT_UNDONE = "diary.undone", _("Import of meetings undone")


GROUPS = {
    "meeting": (_("Meetings"), "calendar-event"),
    "reminder": (_("Reminders"), "bell"),
    "calendar": (_("Working calendar"), "calendar-time"),
    "special-day": (_("Special days"), "calendar-due"),
    "absence": (_("Absences"), "beach"),
    "feed": (_("Diary addresses"), "link"),
    "diary": (_("Imports of meetings"), "file-import"),
}
"""for the log: what the first word of a kind is called, and its icon"""

DETAILS = {"customers": _("Customers"), "rule": _("Recurrence"), "outside": _("Invited from outside")}
"""for the log: what a detail is called that is no field of its row"""
