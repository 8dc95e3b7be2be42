from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.core import countries
from kesher.core.owning import Owned, OwnedKey
from kesher.customers.models.customer import Customer


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    PUSH = "push", _("Push")
    CALL = "call", _("Phone call")


class Purpose(models.TextChoices):
    SERVICE = "service", _("Service messages")
    MARKETING = "marketing", _("Marketing")
    DOCUMENTS = "documents", _("Invoices by e-mail")


class ContactNumber(Owned):
    """A further telephone number that works like the first one: label, channels, what it is used for (AMB-34)."""

    reached_as = "contact_numbers"
    customer = OwnedKey(Customer, models.CASCADE, related_name="numbers")
    phone = models.CharField(_("phone"), max_length=32)
    label = models.CharField(_("label"), max_length=40, blank=True)
    can_call = models.BooleanField(_("calls"), default=True)
    can_sms = models.BooleanField(_("SMS"), default=True)
    can_whatsapp = models.BooleanField(_("WhatsApp"), default=True)
    is_default_for_messages = models.BooleanField(_("send messages here"), default=False)

    class Meta:
        verbose_name = _("additional number")
        ordering = ["id"]
        indexes = [models.Index(fields=["business", "phone"], name="number_by_phone")]
        constraints = [
            models.UniqueConstraint(fields=["business", "customer", "phone"], name="contact_number_once"),
            models.UniqueConstraint(
                fields=["business", "customer"],
                condition=models.Q(is_default_for_messages=True),
                name="one_number_for_messages",
            ),
        ]

    def __str__(self) -> str:
        return self.phone


class Consent(Owned):
    """One answer about one channel and purpose; the latest counts, the history is the proof (s. 30A)."""

    reached_as = "consents"
    customer = OwnedKey(Customer, models.CASCADE, related_name="consents")
    number = OwnedKey(ContactNumber, models.CASCADE, null=True, related_name="consents")
    """null: the main phone or the e-mail"""
    channel = models.CharField(max_length=10, choices=Channel.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    is_given = models.BooleanField()
    at = models.DateTimeField()
    how = models.CharField(_("how it was given"), max_length=120, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["business", "customer", "-id"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.channel}/{self.purpose}: {self.is_given}"


class Address(Owned):
    reached_as = "addresses"
    customer = OwnedKey(Customer, models.CASCADE, related_name="addresses")
    label = models.CharField(_("label"), max_length=40, blank=True)
    town = models.CharField(_("town"), max_length=60, blank=True)
    street = models.CharField(_("street"), max_length=80, blank=True)
    house = models.CharField(_("house number"), max_length=12, blank=True)
    entrance = models.CharField(_("entrance"), max_length=8, blank=True)
    floor = models.CharField(_("floor"), max_length=8, blank=True)
    flat = models.CharField(_("flat"), max_length=8, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    country = models.CharField(_("country"), max_length=40, blank=True)
    remarks = models.CharField(_("how to get in"), max_length=200, blank=True)
    is_main = models.BooleanField(_("main address"), default=False)

    class Meta:
        verbose_name = _("address")
        ordering = ["-is_main", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "customer"], condition=models.Q(is_main=True), name="one_main_address"
            )
        ]

    def __str__(self) -> str:
        place = " ".join(part for part in (self.street, self.house) if part)
        return ", ".join(part for part in (place, self.town) if part)

    @property
    def abroad(self) -> str:
        """The country, where it is another one."""
        return countries.abroad(self.country)


class RelationKind(models.TextChoices):
    GUARDIAN = "guardian", _("Guardian")
    FAMILY = "family", _("Family")
    EMPLOYER = "employer", _("Employer")
    CONTACT = "contact", _("Contact person")
    OTHER = "other", _("Other")


class Relation(Owned):
    """`other` is the guardian, relative, employer or contact person of `customer`."""

    reached_as = "relations"
    customer = OwnedKey(Customer, models.CASCADE, related_name="relations")
    other = OwnedKey(Customer, models.CASCADE, related_name="related_from")
    kind = models.CharField(_("relation"), max_length=10, choices=RelationKind.choices)
    remarks = models.CharField(_("remarks"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("relation")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["business", "customer", "other", "kind"], name="relation_once"),
            models.CheckConstraint(
                condition=~models.Q(customer=models.F("other")), name="relation_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other}"
