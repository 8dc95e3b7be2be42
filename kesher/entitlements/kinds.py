"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    GRANTED = "lot.granted", _("Hours or visits granted")
    CONSUMED = "lot.consumed", _("Hours or visits used")
    RESERVED = "lot.reserved", _("Hours or visits reserved")
    RELEASED = "lot.released", _("Reservation released")
    REVERSED = "lot.reversed", _("Use of hours or visits taken back")
    EXPIRED = "lot.expired", _("Hours or visits expired")
    ADJUSTED = "lot.adjusted", _("Balance adjusted")
    TRANSFERRED = "lot.transferred", _("Balance carried over")


GROUPS = {"lot": (_("Hours and visits"), "hourglass")}
"""for the log: what the first word of a kind is called, and its icon"""
