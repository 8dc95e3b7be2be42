"""Meetings, the series they may belong to, and who takes part."""

from datetime import timedelta
from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Branch, Staff
from kesher.calendar.models.resource import Resource
from kesher.core.owning import Owned, OwnedKey, OwnedManager
from kesher.customers.models import Customer
from kesher.customers.models.equipment import Site
from kesher.customers.models.lists import Colour, ListRow

LONGEST = timedelta(days=367)
"""no meeting lasts longer (composing.py)"""
MOST_MINUTES = 7 * 24 * 60
"""of a meeting's usual length: a week"""
OLDEST = 1900
"""no meeting is older"""


class MeetingType(ListRow):
    """A sub-type of meetings (AMB-02), with its colour in the diary and its usual length."""

    reached_as = "meeting_types"
    colour = models.CharField(_("colour"), max_length=8, choices=Colour.choices, default=Colour.BLUE)
    minutes = models.PositiveSmallIntegerField(
        _("usual length in minutes"), default=60, validators=[MaxValueValidator(MOST_MINUTES)]
    )

    class Meta:
        verbose_name = _("meeting type")
        verbose_name_plural = _("meeting types")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["business", "name"], name="meeting_type_name_once"),
            models.CheckConstraint(condition=Q(minutes__lte=MOST_MINUTES), name="meeting_type_within_a_week"),
        ]


class MeetingSeries(Owned):
    """How a meeting recurs. The rule counts in the wall clock of its zone, so 18:00 stays 18:00."""

    reached_as = "meeting_series"
    rule = models.CharField(max_length=300)
    """an RRULE of RFC 5545, without its start"""
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=40, default="Asia/Jerusalem")
    made_until = models.DateField()
    """up to which day its meetings stand as rows"""
    ended_on = models.DateField(null=True)
    created_at = models.DateTimeField(editable=False)
    undo = models.JSONField(default=dict, editable=False)
    """what stood before the move that it comes from (remembering.py); empty when nothing can be undone"""

    class Meta:
        verbose_name = _("recurring meeting")

    def __str__(self) -> str:
        return self.rule


class MeetingState(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no-show", _("No-show")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def standing(self) -> Self:
        """Not deleted."""
        return self.filter(removed_at=None)

    def between(self, start: Any, end: Any) -> Self:
        """Those that touch the span [start, end). None lasts longer than LONGEST, which lets the index by start be used."""
        earliest = start - LONGEST if start.year > OLDEST else start
        return self.filter(starts_at__lt=end, starts_at__gt=earliest, ends_at__gt=start)


class Meeting(Owned):
    """Somebody meets somebody, at a time."""

    reached_as = "meetings"
    known_people: "list[Participant] | None" = None
    """who takes part, where it was read for many meetings at once (seeing.with_people)"""
    number = models.PositiveBigIntegerField(_("number"), null=True, editable=False)
    """of the one series that covers all five kinds; meetings of a series share the first one's (null)"""
    subject = models.CharField(_("subject"), max_length=200)
    type = OwnedKey(
        MeetingType, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("type")
    )
    customer = OwnedKey(
        Customer, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("customer")
    )
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    site = OwnedKey(
        Site, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("site")
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    resource = OwnedKey(
        Resource, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("room")
    )
    link = models.URLField(_("link"), max_length=400, blank=True)
    branch = OwnedKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("branch")
    )
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    is_all_day = models.BooleanField(_("all day"), default=False)
    is_private = models.BooleanField(_("private"), default=False)
    notes = models.TextField(_("notes"), max_length=10_000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.SCHEDULED
    )
    organiser = OwnedKey(
        Staff, models.PROTECT, null=True, related_name="organised_meetings", verbose_name=_("organiser")
    )
    series = OwnedKey(MeetingSeries, models.PROTECT, null=True, related_name="meetings", editable=False)
    original_starts_at = models.DateTimeField(null=True, editable=False)
    """where the series puts it, whatever it was moved to"""
    is_exception = models.BooleanField(default=False, editable=False)
    uid = models.CharField(max_length=200, blank=True, editable=False)
    """the UID it came with from another calendar"""
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    _rows = OwnedManager.from_queryset(MeetingQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.UniqueConstraint(fields=["business", "number"], name="meeting_number_once"),
            models.UniqueConstraint(
                fields=["business", "series", "original_starts_at"], name="one_meeting_per_turn"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_later"),
        ]
        indexes = [
            models.Index(
                fields=["business", "starts_at"], name="meeting_by_start", condition=Q(removed_at=None)
            ),
            models.Index(fields=["business", "customer", "starts_at"], name="meeting_of_customer"),
            models.Index(fields=["business", "uid"], name="meeting_by_uid", condition=~Q(uid="")),
        ]

    def __str__(self) -> str:
        """For the log and for reminders, which others may read too: a private meeting does not tell its subject."""
        return gettext("Private meeting") if self.is_private else self.subject


class Participant(Owned):
    """Who takes part: a staff member, a customer, or an address outside. Exactly one of them."""

    reached_as = "participants"
    meeting = OwnedKey(Meeting, models.CASCADE, related_name="participants")
    staff = OwnedKey(Staff, models.PROTECT, null=True, blank=True, related_name="participations")
    customer = OwnedKey(Customer, models.CASCADE, null=True, blank=True, related_name="participations")
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("participant")
        constraints = [
            models.UniqueConstraint(fields=["business", "meeting", "staff"], name="staff_participates_once"),
            models.UniqueConstraint(
                fields=["business", "meeting", "customer"], name="customer_participates_once"
            ),
            models.CheckConstraint(
                condition=Q(staff__isnull=False, customer=None, email="")
                | Q(staff=None, customer__isnull=False, email="")
                | Q(staff=None, customer=None) & ~Q(email=""),
                name="participant_is_one",
            ),
        ]
        indexes = [models.Index(fields=["business", "staff", "meeting"], name="meetings_of_staff")]

    def __str__(self) -> str:
        return self.name or self.email or str(self.staff or self.customer)
