"""Where a customer is served, and what stands there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.core.owning import Owned, OwnedKey
from kesher.customers.models.customer import Customer


class Site(Owned):
    """A place of the customer's where work is done."""

    reached_as = "sites"
    customer = OwnedKey(Customer, models.CASCADE, related_name="sites")
    name = models.CharField(_("name"), max_length=80)
    town = models.CharField(_("town"), max_length=60, blank=True)
    street = models.CharField(_("street"), max_length=80, blank=True)
    house = models.CharField(_("house number"), max_length=10, blank=True)
    details = models.CharField(_("entrance, floor, flat"), max_length=80, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    access_notes = models.TextField(_("access"), max_length=1000, blank=True)
    """how one gets in: code, guard, parking, dog"""
    created_at = models.DateTimeField(editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("site")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        line = " ".join(part for part in (self.street, self.house) if part)
        return ", ".join(part for part in (line, self.details, self.town) if part)


class Equipment(Owned):
    """A device or installation of the customer's that is serviced."""

    reached_as = "equipment"
    customer = OwnedKey(Customer, models.CASCADE, related_name="equipment")
    site = OwnedKey(
        Site, models.PROTECT, null=True, blank=True, related_name="equipment", verbose_name=_("site")
    )
    name = models.CharField(_("name"), max_length=80)
    maker = models.CharField(_("manufacturer"), max_length=60, blank=True)
    model = models.CharField(_("model"), max_length=80, blank=True)
    serial_number = models.CharField(_("serial number"), max_length=80, blank=True)
    installed_on = models.DateField(_("installed on"), null=True, blank=True)
    warranty_until = models.DateField(_("warranty until"), null=True, blank=True)
    remarks = models.TextField(_("remarks"), max_length=1000, blank=True)
    created_at = models.DateTimeField(editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("equipment")
        verbose_name_plural = _("equipment")
        ordering = ["name", "id"]
        indexes = [
            models.Index(
                fields=["business", "serial_number"],
                name="equipment_by_serial",
                condition=~models.Q(serial_number=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.serial_number}".strip()
