"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    REMINDER_SET = "reminder.set", _("Reminder set")
    REMINDER_CHANGED = "reminder.changed", _("Reminder changed")
    REMINDER_REMOVED = "reminder.removed", _("Reminder removed")


GROUPS = {
    "reminder": (_("Reminders"), "bell"),
}
"""for the log: what the first word of a kind is called, and its icon"""
