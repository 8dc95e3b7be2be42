from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey, OwnedManager
from kesher.customers.models import Customer, Equipment, Site


class RenewalWay(models.TextChoices):
    BY_HAND = "by-hand", _("By hand")
    AUTOMATIC = "automatic", _("By itself")
    NONE = "none", _("Ends for good")


class ContractQuerySet(models.QuerySet["Contract"]):
    def valid_on(self, day: Any) -> Self:
        """Signed, begun, not ended and not cancelled."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day),
            Q(cancelled_on=None) | Q(cancelled_on__gt=day),
            starts_on__lte=day,
            is_draft=False,
        )

    def ending_within(self, day: Any, until: Any) -> Self:
        return self.valid_on(day).filter(ends_on__lte=until)


class Contract(Owned):
    """A service contract with a customer, from a day to a day (inclusive); its state follows from the days."""

    reached_as = "contracts"
    number = models.PositiveBigIntegerField(_("contract number"), editable=False)
    customer = OwnedKey(Customer, models.PROTECT, related_name="contracts", verbose_name=_("customer"))
    name = models.CharField(_("name"), max_length=120)
    is_draft = models.BooleanField(_("draft"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    price = models.BigIntegerField(_("price"), default=0)
    """agorot, for the whole term, before VAT"""
    renewal = models.CharField(
        _("renewal"), max_length=10, choices=RenewalWay.choices, default=RenewalWay.BY_HAND
    )
    warning_days = models.PositiveSmallIntegerField(_("warn so many days before the end"), default=30)
    reference = models.CharField(_("the customer's reference"), max_length=60, blank=True)
    remarks = models.TextField(_("remarks"), max_length=4000, blank=True)
    manager = OwnedKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_contracts",
        verbose_name=_("account manager"),
    )
    renews = OwnedKey("self", models.PROTECT, null=True, related_name="renewed_by", editable=False)
    cancelled_on = models.DateField(_("cancelled from"), null=True, editable=False)
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)

    _rows = OwnedManager.from_queryset(ContractQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("service contract")
        verbose_name_plural = _("service contracts")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["business", "number"], name="contract_number_once"),
            models.UniqueConstraint(fields=["business", "renews"], name="renewed_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="contract_ends_later"
            ),
        ]
        indexes = [
            models.Index(fields=["business", "customer", "ends_on"], name="contracts_of_customer"),
            models.Index(fields=["business", "ends_on"], name="contract_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class ContractCover(Owned):
    """A site or a piece of equipment that the contract names; a contract without any covers the whole customer."""

    reached_as = "contract_covers"
    contract = OwnedKey(Contract, models.CASCADE, related_name="covers")
    site = OwnedKey(Site, models.PROTECT, null=True, blank=True, related_name="contract_covers")
    equipment = OwnedKey(Equipment, models.PROTECT, null=True, blank=True, related_name="contract_covers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "contract", "site"], name="site_covered_once"),
            models.UniqueConstraint(
                fields=["business", "contract", "equipment"], name="equipment_covered_once"
            ),
            models.CheckConstraint(
                condition=Q(site=None, equipment__isnull=False) | Q(site__isnull=False, equipment=None),
                name="cover_is_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.site or self.equipment)


class ContractVersion(Owned):
    """The clauses as they stand from a day on; a change of clauses is a new version."""

    reached_as = "contract_versions"
    contract = OwnedKey(Contract, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    reason = models.CharField(_("what was changed"), max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="contract_versions")

    class Meta:
        verbose_name = _("version of a contract")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["business", "contract", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} / {self.number}"


class ClauseKind(models.TextChoices):
    RESPONSE_TIME = "response-time", _("Response time")
    HOUR_BANK = "hour-bank", _("Hour bank")
    VISITS = "visits", _("Visits included")
    DISCOUNT = "discount", _("Discount")
    TEXT = "text", _("Free text")


class Clause(Owned):
    """One clause (R170). `terms` holds what its kind asks for, see contracts/clauses.py."""

    reached_as = "clauses"
    version = OwnedKey(ContractVersion, models.CASCADE, related_name="clauses")
    kind = models.CharField(_("clause"), max_length=14, choices=ClauseKind.choices)
    text = models.TextField(_("wording"), max_length=2000, blank=True)
    terms = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("clause")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.get_kind_display())
