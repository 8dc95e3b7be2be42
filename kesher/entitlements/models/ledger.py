"""Lots and their entries. The balance of a lot is the sum of its entries, kept beside them under a constraint."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey, OwnedManager
from kesher.customers.models import Customer


class Unit(models.TextChoices):
    MINUTES = "minutes", _("Minutes")
    VISITS = "visits", _("Visits")
    PUNCHES = "punches", _("Punches")


class LotQuerySet(models.QuerySet["Lot"]):
    def valid_on(self, day: Any) -> Self:
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day)
        )


class Lot(Owned):
    """What was granted at once: a quantity of one unit, for a scope, within days."""

    reached_as = "lots"
    customer = OwnedKey(Customer, models.PROTECT, related_name="lots")
    unit = models.CharField(_("unit"), max_length=8, choices=Unit.choices)
    label = models.CharField(_("label"), max_length=160)
    scope = models.JSONField(default=dict, blank=True)
    """{"site": [1], "equipment": [2, 3], "inquiry_type": [4]}: what it can be used for; empty: everything"""
    valid_from = models.DateField(_("from"), null=True)
    valid_until = models.DateField(_("to"), null=True)
    """inclusive"""
    bought_at = models.DateTimeField()
    source_kind = models.CharField(max_length=60)
    """what it comes from, e.g. contracts.clause"""
    source_id = models.BigIntegerField()
    floor = models.IntegerField(default=0)
    """how low the free quantity may fall: 0, or negative where the contract permits overrun"""
    balance = models.IntegerField(default=0)
    """sum of what its entries granted and took"""
    reserved = models.PositiveIntegerField(default=0)
    """part of the balance that is spoken for"""
    closed_at = models.DateTimeField(null=True)

    _rows = OwnedManager.from_queryset(LotQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("lot")
        constraints = [
            models.CheckConstraint(
                condition=Q(balance__gte=F("floor") + F("reserved")), name="lot_above_floor"
            ),
            models.CheckConstraint(condition=Q(floor__lte=0), name="lot_floor_not_above_zero"),
        ]
        indexes = [
            models.Index(fields=["business", "customer", "unit"], name="lots_of_customer"),
            models.Index(fields=["business", "source_kind", "source_id"], name="lots_of_source"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def free(self) -> int:
        """What can still be taken before the floor is asked."""
        return self.balance - self.reserved


class EntryKind(models.TextChoices):
    GRANT = "grant", _("Granted")
    RESERVE = "reserve", _("Reserved")
    RELEASE = "release", _("Released")
    CONSUME = "consume", _("Used")
    REVERSE = "reverse", _("Taken back")
    EXPIRE = "expire", _("Expired")
    ADJUST = "adjust", _("Adjusted")
    TRANSFER = "transfer", _("Transferred")
    REFUND = "refund", _("Refunded")


class LedgerEntry(Owned):
    """One thing that happened to a lot. Never changed, never deleted (triggers on both engines)."""

    reached_as = "ledger_entries"
    lot = OwnedKey(Lot, models.PROTECT, related_name="entries")
    kind = models.CharField(_("what"), max_length=8, choices=EntryKind.choices)
    quantity = models.IntegerField(_("quantity"))
    """change of the balance (grant positive, consume and expire negative); 0 for reserve and release"""
    reserved = models.IntegerField(default=0)
    """change of the reserved part"""
    at = models.DateTimeField()
    subject_kind = models.CharField(max_length=60, blank=True)
    """what it was used for, e.g. inquiries.treatment"""
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    choice = models.JSONField(default=dict)
    """why this lot: the rule that decided, and the lots that came after it"""
    reverses = OwnedKey("self", models.PROTECT, null=True, related_name="reversals")
    key = models.CharField(max_length=120)
    """what makes it happen once"""
    staff = OwnedKey(Staff, models.PROTECT, null=True, related_name="ledger_entries")

    class Meta:
        verbose_name = _("ledger entry")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["business", "key"], name="ledger_entry_once"),
            models.UniqueConstraint(fields=["business", "reverses"], name="reversed_once"),
        ]
        indexes = [
            models.Index(fields=["business", "lot", "id"], name="entries_of_lot"),
            models.Index(fields=["business", "subject_kind", "subject_id"], name="entries_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quantity}"
