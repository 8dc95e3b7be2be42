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


GROUPS = {
    "meeting": (_("Meetings"), "calendar-event"),
    "reminder": (_("Reminders"), "bell"),
}
"""for the log: what the first word of a kind is called, and its icon"""
