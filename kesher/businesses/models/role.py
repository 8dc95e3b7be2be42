from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.core.owning import Owned


class Role(Owned):
    """An editable set of rights; `key` marks the shipped ones (see permissions.py)."""

    reached_as = "roles"
    name = models.CharField(_("name"), max_length=60)
    key = models.CharField(max_length=20, blank=True, editable=False)
    permissions = models.JSONField(_("permissions"), default=list, blank=True)
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "name"],
                name="role_name_once",
                violation_error_message=_("There is a role with this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
