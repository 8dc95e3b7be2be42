from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey


class Sending(Owned):
    """A form that a phone sent, by the key it gave: what makes it be carried out once."""

    reached_as = "sendings"
    staff = OwnedKey(Staff, models.CASCADE, related_name="sendings")
    client_key = models.CharField(max_length=60)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sending")
        constraints = [models.UniqueConstraint(fields=["business", "staff", "client_key"], name="sent_once")]

    def __str__(self) -> str:
        return self.client_key
