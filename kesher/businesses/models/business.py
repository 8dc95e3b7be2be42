from pathlib import PurePath

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def logo_path(business: "Business", name: str) -> str:
    return f"{business.pk}/logo{PurePath(name).suffix}"


class DealerStatus(models.TextChoices):
    """What the business is for VAT; it decides which documents it may issue."""

    COMPANY = "company", _("Company")
    DEALER = "dealer", _("Licensed dealer")
    EXEMPT = "exempt", _("Exempt dealer")
    NON_PROFIT = "non-profit", _("Non-profit")


class Business(models.Model):
    """One tenant: a firm or a studio with its own customers, staff and settings."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    legal_name = models.CharField(_("legal name"), max_length=120, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=9, blank=True)
    dealer_status = models.CharField(
        _("dealer status"), max_length=12, choices=DealerStatus.choices, default=DealerStatus.DEALER
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    logo = models.FileField(_("logo"), upload_to=logo_path, blank=True)
    opening_hours = models.JSONField(_("opening hours"), default=dict, blank=True)
    """{"0": [["08:00", "17:00"]], …}: the key is the weekday, Sunday is 0"""
    requires_second_factor = models.BooleanField(_("second factor required"), default=False)

    reopening_days = models.PositiveSmallIntegerField(
        _("inquiries may be reopened within so many days"), default=14
    )
    first_percent = models.PositiveSmallIntegerField(
        _("per cent of a response time at which whoever handles it is told"), default=75
    )
    second_percent = models.PositiveSmallIntegerField(
        _("per cent of a response time at which the team lead is told"), default=100
    )
    third_percent = models.PositiveSmallIntegerField(
        _("per cent of a response time at which the managers are told"), default=150
    )
    work_rounding = models.PositiveSmallIntegerField(
        _("work is rounded up to so many minutes, where no contract says otherwise"), default=15
    )
    work_minimum = models.PositiveSmallIntegerField(
        _("work counts at least so many minutes, where no contract says otherwise"), default=15
    )

    mail_host = models.CharField(_("mail server"), max_length=120, blank=True)
    mail_port = models.PositiveIntegerField(_("port"), default=587)
    mail_user = models.CharField(_("user name"), max_length=120, blank=True)
    mail_secret = models.TextField(blank=True)
    """the password, encrypted with the installation's key"""
    mail_security = models.CharField(
        _("encryption"),
        max_length=8,
        choices=[("starttls", "STARTTLS"), ("tls", "TLS"), ("none", _("None"))],
        default="starttls",
    )
    mail_from = models.CharField(_("sender"), max_length=160, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("business")
        verbose_name_plural = _("businesses")
        constraints = [
            models.CheckConstraint(condition=Q(reopening_days__lte=365), name="reopening_within_a_year"),
            models.CheckConstraint(
                condition=Q(
                    first_percent__gte=1,
                    second_percent__gt=F("first_percent"),
                    third_percent__gt=F("second_percent"),
                    third_percent__lte=500,
                ),
                name="percents_ascend",
            ),
            models.CheckConstraint(condition=Q(work_rounding__gte=1), name="work_rounding_is_some"),
        ]

    def __str__(self) -> str:
        return self.name
