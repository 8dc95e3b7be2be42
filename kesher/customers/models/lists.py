from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.core.owning import Owned


class ListRow(Owned):
    """A row of a settings list: named, ordered, retired rather than deleted once it is in use."""

    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    retired_at = models.DateTimeField(null=True, editable=False)
    within: tuple[str, ...] = ()
    """the fields whose values part the list: a name stands once, and the order is its own, within each"""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Colour(models.TextChoices):
    GREY = "grey", _("Grey")
    GREEN = "green", _("Green")
    BLUE = "blue", _("Blue")
    ORANGE = "orange", _("Orange")
    RED = "red", _("Red")
    PURPLE = "purple", _("Purple")


class StageGroup(models.TextChoices):
    IN_PROGRESS = "in-progress", _("In progress")
    CONVERTED = "converted", _("Converted")
    LOST = "lost", _("Lost")


class Stage(ListRow):
    """Where a lead stands: new, contacted, trial booked, lost …"""

    reached_as = "stages"
    group = models.CharField(
        _("group"), max_length=12, choices=StageGroup.choices, default=StageGroup.IN_PROGRESS
    )
    colour = models.CharField(_("colour"), max_length=8, choices=Colour.choices, default=Colour.GREY)

    class Meta:
        verbose_name = _("lead stage")
        verbose_name_plural = _("lead stages")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="stage_name_once")]


class Source(ListRow):
    """How a person came to us."""

    reached_as = "sources"

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="source_name_once")]


class Tag(ListRow):
    reached_as = "tags"
    colour = models.CharField(_("colour"), max_length=8, choices=Colour.choices, default=Colour.GREY)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="tag_name_once")]
