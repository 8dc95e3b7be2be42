"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    TAKEN = "report.exported", _("Report exported")


GROUPS = {"report": (_("Reports"), "chart-bar")}
"""for the log: what the first word of a kind is called, and its icon"""
