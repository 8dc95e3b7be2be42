from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.core.owning import Owned


class Branch(Owned):
    """A place of the business."""

    reached_as = "branches"
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    opening_hours = models.JSONField(_("opening hours"), default=dict, blank=True)
    """as on the business; empty: the business's own hours"""
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "name"],
                name="branch_name_once",
                violation_error_message=_("There is a branch with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
