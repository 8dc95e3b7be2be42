from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.contracts.models import Clause
from kesher.core.owning import Owned, OwnedKey
from kesher.inquiries.models.inquiry import Inquiry


class ClockKind(models.TextChoices):
    RESPONSE = "response", _("Response")
    RESOLUTION = "resolution", _("Resolution")


class ResponseClock(Owned):
    """A promise in working minutes, counted from the opening; missed stays missed (features 7.4)."""

    reached_as = "response_clocks"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=10, choices=ClockKind.choices)
    minutes = models.PositiveIntegerField(_("promised working minutes"))
    is_around_the_clock = models.BooleanField(default=False)
    clause = OwnedKey(Clause, models.PROTECT, null=True, related_name="clocks")
    """the contract's clause; empty: the priority's default"""
    policy = models.CharField(max_length=160)
    """where the promise comes from, in words"""
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    """when the promise runs out as things stand; empty while it is paused"""
    next_step_at = models.DateTimeField(null=True)
    """when the next step of escalating is reached as things stand"""
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.CharField(max_length=120, blank=True)
    missed_at = models.DateTimeField(null=True)
    escalated = models.PositiveSmallIntegerField(default=0)
    """the last step that was announced: 75, 100 or 150 per cent"""

    class Meta:
        verbose_name = _("response time")
        constraints = [
            models.UniqueConstraint(fields=["business", "inquiry", "kind"], name="one_clock_per_kind")
        ]
        indexes = [
            models.Index(
                fields=["business", "due_at"], name="clock_running", condition=models.Q(stopped_at=None)
            ),
            models.Index(
                fields=["business", "next_step_at"],
                name="clock_stepping",
                condition=models.Q(stopped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.minutes}"


class ClockSpan(Owned):
    """A stretch during which the inquiry stood in one status: counted, or paused, and why."""

    reached_as = "clock_spans"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="clock_spans")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    """empty: it goes on"""
    is_paused = models.BooleanField(default=False)
    why = models.CharField(max_length=120)
    """the status's name then, or what happened"""

    class Meta:
        verbose_name = _("counted stretch")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "inquiry"], condition=models.Q(ends_at=None), name="one_open_span"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} {self.why}"
