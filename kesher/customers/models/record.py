"""What is kept about a person besides the details: notes, files, injuries."""

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey, OwnedManager
from kesher.customers.models.customer import Customer


class Note(Owned):
    reached_as = "customer_notes"
    customer = OwnedKey(Customer, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=10_000)
    author = OwnedKey(Staff, models.PROTECT, null=True, related_name="customer_notes")
    is_pinned = models.BooleanField(_("pinned"), default=False)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("note")
        ordering = ["-is_pinned", "-id"]

    def __str__(self) -> str:
        return self.text[:60]


def file_path(row: "CustomerFile", name: str) -> str:  # noqa: ARG001
    """A random name in the business's own folder; what it was called stands in the row."""
    return f"{row.business_id}/files/{uuid4().hex}"


class CustomerFile(Owned):
    """A file of the customer's: what was handed in, never a legal document."""

    reached_as = "customer_files"
    customer = OwnedKey(Customer, models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=160)
    label = models.CharField(_("description"), max_length=120, blank=True)
    content = models.FileField(_("file"), upload_to=file_path, max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="uploaded_files")
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class InjuryQuerySet(models.QuerySet["Injury"]):
    def active_on(self, day: date) -> Self:
        """Those that hold on this day; an injury without an end holds until it is ended."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, removed_at=None)


class Injury(Owned):
    """Medical: shown by need, each read logged (AMB-36)."""

    reached_as = "injuries"
    customer = OwnedKey(Customer, models.CASCADE, related_name="injuries")
    title = models.CharField(_("injury"), max_length=120)
    remarks = models.TextField(_("what staff should know"), max_length=2000, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    shows_at_check_in = models.BooleanField(_("show at check-in"), default=True)
    shows_at_access = models.BooleanField(_("show at access control"), default=False)
    author = OwnedKey(Staff, models.PROTECT, null=True, related_name="recorded_injuries")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    _rows = OwnedManager.from_queryset(InjuryQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("injury")
        verbose_name_plural = _("injuries")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="injury_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return str(_("injury"))
