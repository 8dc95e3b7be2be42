"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    RUN_AGAIN = "work.run-again", _("Failed work started again")


GROUPS = {"work": (_("Background work"), "server")}
"""for the log: what the first word of a kind is called, and its icon"""
