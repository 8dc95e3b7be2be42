from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey


class Notice(Owned):
    """One thing that one staff member should know: an assignment, a mention, a response time at risk."""

    reached_as = "notices"
    staff = OwnedKey(Staff, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    """assigned, mentioned, watched, escalated …"""
    text = models.CharField(max_length=300)
    path = models.CharField(max_length=200, blank=True)
    """the page it leads to"""
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    """the person it is about, a plain number so that erasing can find it"""
    key = models.CharField(max_length=120)
    """what makes it happen once"""
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["business", "staff", "key"], name="notice_once")]
        indexes = [
            models.Index(
                fields=["business", "staff", "id"], name="notice_unread", condition=models.Q(read_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.text
