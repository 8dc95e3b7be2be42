"""Reminders of anything: they keep label, kind and id of their subject, which lies above."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey, OwnedManager

BEFORE = (0, 5, 15, 30, 60, 1440)
"""minutes before the time of the subject"""


class Reminder(Owned):
    """When to remind of what; each person who is reminded has a copy."""

    reached_as = "reminders"
    subject_kind = models.CharField(max_length=60)
    """the model's label, e.g. inquiries.inquiry"""
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=200)
    path = models.CharField(max_length=200)
    """the page that shows the subject"""
    customer_id = models.BigIntegerField(null=True)
    """the person it is about, a plain number so that erasing can find it"""
    remind_at = models.DateTimeField(_("remind at"))
    text = models.CharField(_("text"), max_length=200, blank=True)
    by_email = models.BooleanField(_("by e-mail too"), default=False)
    by_push = models.BooleanField(_("by push too"), default=True)
    created_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="created_reminders")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder")
        constraints = [
            models.UniqueConstraint(
                fields=["business", "subject_kind", "subject_id"], name="one_reminder_per_subject"
            )
        ]

    def __str__(self) -> str:
        return self.text or self.subject_label


class PresetSubject(models.TextChoices):
    """What may be reminded of by a preset."""

    TASK = "task", _("Tasks")
    SERVICE_CALL = "service-call", _("Service calls")
    MESSAGE = "message", _("Messages")
    MEETING = "meeting", _("Meetings")


class ReminderPreset(Owned):
    """The reminder that the form of such a thing begins with."""

    reached_as = "reminder_presets"
    subject = models.CharField(max_length=14, choices=PresetSubject.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes before"), null=True)
    """empty: no reminder"""
    by_email = models.BooleanField(_("by e-mail too"), default=False)
    by_push = models.BooleanField(_("by push too"), default=True)

    class Meta:
        verbose_name = _("usual reminder")
        constraints = [
            models.UniqueConstraint(fields=["business", "subject"], name="one_preset_per_subject"),
            models.CheckConstraint(
                condition=models.Q(subject__in=PresetSubject.values), name="preset_subject_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(minutes=None) | models.Q(minutes__in=BEFORE), name="preset_is_offered"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_subject_display())

    @property
    def choice(self) -> str:
        """As forms offer it."""
        return "" if self.minutes is None else str(self.minutes)


class ReminderCopyQuerySet(models.QuerySet["ReminderCopy"]):
    def due(self, now: datetime) -> Self:
        return self.filter(dismissed_at=None, due_at__lte=now)

    def unsent(self, now: datetime) -> Self:
        """Due, and neither mail nor push has gone out for this time."""
        return self.due(now).filter(sent_for=None)


class ReminderCopy(Owned):
    """One person's reminder: due (snoozing moves it), dismissed, copies sent."""

    reached_as = "reminder_copies"
    reminder = OwnedKey(Reminder, models.CASCADE, related_name="copies")
    staff = OwnedKey(Staff, models.CASCADE, related_name="reminder_copies")
    due_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    sent_for = models.DateTimeField(null=True)
    """the due time for which mail and push went out; another time empties it"""

    _rows = OwnedManager.from_queryset(ReminderCopyQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("reminder")
        constraints = [
            models.UniqueConstraint(fields=["business", "reminder", "staff"], name="one_copy_per_person")
        ]
        indexes = [
            models.Index(
                fields=["business", "staff", "due_at"],
                name="reminder_due",
                condition=models.Q(dismissed_at=None),
            ),
            models.Index(
                fields=["due_at"],
                name="reminder_unsent",
                condition=models.Q(dismissed_at=None, sent_for=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reminder_id}: {self.staff_id}"
