"""What these pages announce."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    LOG_EXPORTED = "log.exported", _("Activity log exported")


GROUPS = {"log": (_("Activity log"), "activity")}
"""for the log: what the first word of a kind is called, and its icon"""
