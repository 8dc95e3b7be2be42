from decimal import Decimal
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core import money
from kesher.core.owning import Owned, OwnedKey
from kesher.entitlements.models import Lot
from kesher.inquiries.models.inquiry import Inquiry
from kesher.inquiries.models.lists import Status, TreatmentSubType, TreatmentType


class Treatment(Owned):
    """A line of what was done on a service call; which fields count follows from its type's sub-type."""

    reached_as = "treatments"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="treatments")
    type = OwnedKey(
        TreatmentType, models.PROTECT, related_name="treatments", verbose_name=_("treatment type")
    )
    status = OwnedKey(Status, models.PROTECT, related_name="treatments", verbose_name=_("status"))
    """the status that this line gives to the call (AMB-04)"""
    staff = OwnedKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="treatments", verbose_name=_("technician")
    )
    performed_at = models.DateTimeField(_("performed"))
    starts_at = models.DateTimeField(_("start"), null=True, blank=True)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    travel_minutes = models.PositiveIntegerField(_("travel in minutes"), default=0)
    rate = models.BigIntegerField(_("rate an hour"), default=0)
    """agorot"""
    item = models.CharField(_("item or service"), max_length=200, blank=True)
    """free text until the catalogue stands (inquiries/items.py is the seam)"""
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=3, default=1)
    price = models.BigIntegerField(_("unit price"), default=0)
    """agorot"""
    supplier = models.CharField(_("supplier"), max_length=120, blank=True)
    resolution = models.TextField(_("resolution"), max_length=4000, blank=True)
    remarks = models.TextField(_("remarks"), max_length=4000, blank=True)
    lot = OwnedKey(
        Lot, models.PROTECT, null=True, blank=True, related_name="treatments", verbose_name=_("hour bank")
    )
    """which hours its minutes are taken from first, where somebody chose that"""
    charged_minutes = models.PositiveIntegerField(default=0)
    """after rounding and minimum"""
    covered_minutes = models.PositiveIntegerField(default=0)
    """how many of the charged minutes the hour bank paid; the rest is overage"""
    overage_rate = models.BigIntegerField(default=0)
    """agorot an hour: the contract's, else the line's own rate"""
    discount_percent = models.PositiveSmallIntegerField(default=0, editable=False)
    """what the contract took off when the line was written: later versions do not change it"""
    booking = models.PositiveIntegerField(default=0, editable=False)
    """how often its minutes were taken from the bank: each time has its own key"""
    client_key = models.CharField(max_length=60, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    created_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="entered_treatments", editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("treatment")
        verbose_name_plural = _("treatments")
        ordering = ["performed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "client_key"], condition=~Q(client_key=""), name="treatment_sent_once"
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="treatment_ends_later",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="treatment_quantity_positive"),
            models.CheckConstraint(
                condition=Q(discount_percent__lte=100), name="treatment_discount_within_100"
            ),
        ]
        indexes = [
            models.Index(fields=["business", "inquiry", "performed_at", "id"], name="treatments_of_call")
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.item}".strip()

    @property
    def customer_id(self) -> int | None:
        """So that the log files an entry about it under the person."""
        return self.inquiry.customer_id  # type: ignore[no-any-return]

    @property
    def used_for(self) -> str:
        """For the customer's statement of hours."""
        return f"{self.inquiry} · {self}"

    @property
    def charge(self) -> int:
        """What it costs beyond the bank, less the discount, in agorot, rounded once at the end."""
        return money.rounded(self.full_charge * (100 - self.discount_percent) / 100)

    @property
    def full_charge(self) -> Decimal:
        """Pieces at their price and minutes that no bank covers at their rate: outside work has both, its travel being
        charged where the contract counts it.
        """
        pieces = Decimal(self.quantity) * self.price
        rest = Decimal((self.charged_minutes - self.covered_minutes) * self.overage_rate) / 60
        return pieces + rest if self.type.sub_type != TreatmentSubType.WORK else pieces or rest


def signature_path(row: "Signature", name: str) -> str:  # noqa: ARG001
    return f"{row.business_id}/signatures/{uuid4().hex}.png"


class Signature(Owned):
    """The customer's signature under the work report."""

    reached_as = "signatures"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="signatures")
    name = models.CharField(_("signed by"), max_length=120)
    image = models.FileField(upload_to=signature_path, max_length=200)
    text_sha256 = models.CharField(max_length=64)
    """of what was signed"""
    staff = OwnedKey(Staff, models.PROTECT, null=True, related_name="taken_signatures")
    signed_at = models.DateTimeField()
    client_key = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("signature")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "client_key"], condition=~Q(client_key=""), name="signature_sent_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
