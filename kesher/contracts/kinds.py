"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    OPENED = "contract.opened", _("Service contract opened")
    CHANGED = "contract.changed", _("Service contract changed")
    RENEWED = "contract.renewed", _("Service contract renewed")
    CANCELLED = "contract.cancelled", _("Service contract cancelled")
    ENDED = "contract.ended", _("Service contract ended")
    LIST_EXPORTED = "contract.exported", _("List of contracts exported")


GROUPS = {"contract": (_("Service contracts"), "file-certificate")}
"""for the log: what the first word of a kind is called, and its icon"""
