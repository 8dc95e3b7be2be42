from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Branch, Staff
from kesher.core.owning import Owned, OwnedKey


class CalendarVersion(Owned):
    """The working hours of the business, or of one branch, from a day on; a change is a new version."""

    reached_as = "calendar_versions"
    branch = OwnedKey(Branch, models.CASCADE, null=True, blank=True, related_name="calendar_versions")
    """empty: the business's own, for branches without one"""
    number = models.PositiveIntegerField()
    starts_on = models.DateField(_("valid from"))
    hours = models.JSONField(_("working hours"), default=dict)
    """{"0": [["08:00", "12:00"], ["12:30", "17:00"]], …}: Sunday is 0; what lies between two ranges is a break"""
    keeps_holidays = models.BooleanField(_("closed on Israeli holidays"), default=True)
    eve_ends_at = models.TimeField(
        _("on the eve of a holiday until"), null=True, blank=True, default=time(13)
    )
    """empty: an eve is a day like any other"""
    created_at = models.DateTimeField(editable=False)
    created_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="calendar_versions", editable=False)

    class Meta:
        verbose_name = _("working calendar")
        ordering = ["starts_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["business", "branch", "number"], name="calendar_number_once"),
            models.UniqueConstraint(
                fields=["business", "number"],
                condition=models.Q(branch=None),
                name="own_calendar_number_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} ({self.number})"


class SpecialDay(Owned):
    """A day that differs: closed, or open at other hours, whatever holidays say."""

    reached_as = "special_days"
    branch = OwnedKey(Branch, models.CASCADE, null=True, blank=True, related_name="special_days")
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=60)
    hours = models.JSONField(_("working hours"), default=list, blank=True)
    """[["09:00", "13:00"]]; empty: closed"""
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("special day")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["business", "branch", "day"], name="special_day_once"),
            models.UniqueConstraint(
                fields=["business", "day"], condition=models.Q(branch=None), name="own_special_day_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
