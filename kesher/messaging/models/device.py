from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey


class Device(Owned):
    """A browser of a staff member that takes push messages (its subscription, as the browser gave it)."""

    reached_as = "devices"
    staff = OwnedKey(Staff, models.CASCADE, related_name="devices")
    endpoint = models.URLField(max_length=600)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=80, blank=True)
    created_at = models.DateTimeField()
    shows_details = models.BooleanField(default=False)
    """whether names may stand on its locked screen"""

    class Meta:
        verbose_name = _("device")
        constraints = [models.UniqueConstraint(fields=["business", "staff", "endpoint"], name="device_once")]

    def __str__(self) -> str:
        return self.name or str(self.pk)
