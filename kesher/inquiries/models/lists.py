"""The lists that shape inquiries: types, statuses, priorities, treatment types, teams, saved answers."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey
from kesher.customers.models.lists import Colour, ListRow

HIGHEST = 32_767
"""the highest number of a status and rank of a priority"""
MOST_MINUTES = 365 * 24 * 60
"""the longest response time: a year"""


class InquiryKind(models.TextChoices):
    """Four kinds have inquiries as rows; the fifth, the meeting, lives in calendar (AMB-02)."""

    MESSAGE = "message", _("Message")
    TASK = "task", _("Task")
    SERVICE_CALL = "service-call", _("Service call")
    DOCUMENTATION = "documentation", _("Documentation")


class InquiryType(ListRow):
    """A sub-type of one kind; types form a tree (AMB-01)."""

    reached_as = "inquiry_types"
    within = ("kind",)
    kind = models.CharField(_("kind"), max_length=14, choices=InquiryKind.choices)
    parent = OwnedKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent type")
    )
    key = models.CharField(max_length=20, blank=True, editable=False)
    """marks shipped rows that the product itself asks for; they cannot be deleted"""

    class Meta:
        verbose_name = _("inquiry type")
        verbose_name_plural = _("inquiry types")
        ordering = ["kind", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["business", "kind", "name"], name="inquiry_type_name_once"),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="type_is_not_its_own_parent"),
        ]


class Category(models.TextChoices):
    OPEN = "open", pgettext_lazy("status", "Open")
    IN_PROGRESS = "in-progress", _("In treatment")
    WAITING = "waiting", _("Waiting")
    CLOSED = "closed", _("Closed")


class Status(ListRow):
    """Where an inquiry stands. Number 0 is always closed (R069, AMB-06)."""

    reached_as = "statuses"
    number = models.PositiveSmallIntegerField(_("status number"), validators=[MaxValueValidator(HIGHEST)])
    category = models.CharField(_("category"), max_length=12, choices=Category.choices, default=Category.OPEN)
    colour = models.CharField(_("colour"), max_length=8, choices=Colour.choices, default=Colour.GREY)
    key = models.CharField(max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = _("status")
        verbose_name_plural = _("statuses")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["business", "name"], name="status_name_once"),
            models.UniqueConstraint(fields=["business", "number"], name="status_number_once"),
            models.CheckConstraint(
                condition=~Q(number=0) | Q(category=Category.CLOSED, retired_at=None),
                name="status_0_is_closed",
            ),
            models.CheckConstraint(condition=Q(number__lte=HIGHEST), name="status_number_within"),
        ]


class Priority(ListRow):
    """How urgent; for messages, tasks and calls (R072). Its minutes are the default policy of response times."""

    reached_as = "priorities"
    rank = models.PositiveSmallIntegerField(_("rank"), default=50, validators=[MaxValueValidator(HIGHEST)])
    """the smaller, the more urgent"""
    colour = models.CharField(_("colour"), max_length=8, choices=Colour.choices, default=Colour.GREY)
    response_minutes = models.PositiveIntegerField(
        _("response within working minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_MINUTES)],
    )
    resolution_minutes = models.PositiveIntegerField(
        _("resolved within working minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_MINUTES)],
    )
    key = models.CharField(max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["business", "name"], name="priority_name_once"),
            models.CheckConstraint(
                condition=Q(response_minutes=None)
                | Q(resolution_minutes=None)
                | Q(response_minutes__lte=models.F("resolution_minutes")),
                name="response_before_resolution",
            ),
            models.CheckConstraint(condition=Q(rank__lte=HIGHEST), name="priority_rank_within"),
            models.CheckConstraint(
                condition=Q(response_minutes=None) | Q(response_minutes__lte=MOST_MINUTES),
                name="response_within_a_year",
            ),
            models.CheckConstraint(
                condition=Q(resolution_minutes=None) | Q(resolution_minutes__lte=MOST_MINUTES),
                name="resolution_within_a_year",
            ),
        ]


class TreatmentSubType(models.TextChoices):
    """The four that exist (R055); the form follows from it (AMB-03)."""

    WORK = "work", _("Work")
    PARTS = "parts", _("Parts")
    EXTERNAL = "external", _("External work")
    CLOSING = "closing", _("Closing")


class TreatmentType(ListRow):
    """What can be done on a service call, and which status it brings (R041-R061)."""

    reached_as = "treatment_types"
    sub_type = models.CharField(_("sub-type"), max_length=8, choices=TreatmentSubType.choices)
    status = OwnedKey(
        Status, models.PROTECT, related_name="treatment_types", verbose_name=_("default status")
    )
    key = models.CharField(max_length=20, blank=True, editable=False)

    class Meta:
        verbose_name = _("treatment type")
        verbose_name_plural = _("treatment types")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="treatment_type_name_once")]


class SavedAnswer(ListRow):
    """A text that is often written."""

    reached_as = "saved_answers"
    text = models.TextField(_("text"), max_length=4000)

    class Meta:
        verbose_name = _("saved answer")
        verbose_name_plural = _("saved answers")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="saved_answer_name_once")]


class Team(ListRow):
    """Staff who share inquiries; the lead hears of missed response times."""

    reached_as = "teams"
    lead = OwnedKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="led_teams", verbose_name=_("team lead")
    )
    staff: models.ManyToManyField[Staff, "TeamPlace"] = models.ManyToManyField(
        Staff, through="TeamPlace", blank=True, related_name="teams", verbose_name=_("staff")
    )

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="team_name_once")]


class TeamPlace(Owned):
    reached_as = "team_places"
    team = OwnedKey(Team, models.CASCADE, related_name="places")
    staff = OwnedKey(Staff, models.CASCADE, related_name="team_places")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "team", "staff"], name="team_place_once")]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.staff_id}"
