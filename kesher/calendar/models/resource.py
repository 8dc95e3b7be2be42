from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Branch, Staff
from kesher.core.owning import Owned, OwnedKey
from kesher.customers.models.lists import Colour, ListRow


class ResourceKind(models.TextChoices):
    ROOM = "room", _("Room")
    VEHICLE = "vehicle", _("Vehicle")
    TOOL = "tool", _("Equipment")


class Resource(ListRow):
    """What a meeting takes up besides people: a room, a vehicle, a projector."""

    reached_as = "resources"
    kind = models.CharField(_("kind"), max_length=8, choices=ResourceKind.choices, default=ResourceKind.ROOM)
    branch = OwnedKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="resources", verbose_name=_("branch")
    )
    colour = models.CharField(_("colour"), max_length=8, choices=Colour.choices, default=Colour.GREY)

    class Meta:
        verbose_name = _("room or resource")
        verbose_name_plural = _("rooms and resources")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="resource_name_once")]


class AbsenceKind(models.TextChoices):
    VACATION = "vacation", _("Vacation")
    SICK = "sick", _("Sick leave")
    RESERVE = "reserve", _("Reserve duty")
    OTHER = "other", _("Other")


class Absence(Owned):
    """When a staff member is not there. Why is shown only to those who may edit absences."""

    reached_as = "absences"
    staff = OwnedKey(Staff, models.CASCADE, related_name="absences", verbose_name=_("staff member"))
    kind = models.CharField(
        _("kind"), max_length=10, choices=AbsenceKind.choices, default=AbsenceKind.VACATION
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    is_all_day = models.BooleanField(_("all day"), default=True)
    remarks = models.CharField(_("remarks"), max_length=200, blank=True)
    created_at = models.DateTimeField(editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("absence")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_ends_later")
        ]
        indexes = [models.Index(fields=["business", "staff", "starts_at"], name="absence_by_staff")]

    def __str__(self) -> str:
        return f"{self.staff}: {self.get_kind_display()}"


class Feed(Owned):
    """A private iCalendar address of a staff member's diary; only the token's hash is kept."""

    reached_as = "feeds"
    staff = OwnedKey(Staff, models.CASCADE, related_name="feeds")
    token_hash = models.CharField(max_length=64)
    hides_names = models.BooleanField(_("without customers' names"), default=False)
    created_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("diary address")
        constraints = [models.UniqueConstraint(fields=["business", "token_hash"], name="feed_token_once")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.pk}"
