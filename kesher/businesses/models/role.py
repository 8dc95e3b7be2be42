from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.core.owning import Owned

INCLUDED = {"inquiry.edit": "inquiry.view", "inquiry.all": "inquiry.view"}
"""who has the first right (permissions.py) has the second one with it: what one works on can be seen"""


def with_included(rights: Iterable[str]) -> frozenset[str]:
    held = frozenset(rights)
    return held | {more for right, more in INCLUDED.items() if right in held}


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
