from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Branch, Staff
from kesher.contracts.models import Contract
from kesher.core.owning import Owned, OwnedKey, OwnedManager
from kesher.core.search_index import SearchIndex
from kesher.customers.models import Customer, Equipment, Site
from kesher.inquiries.models.lists import Category, InquiryKind, InquiryType, Priority, Status, Team


class Channel(models.TextChoices):
    """How it reached us."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    WHATSAPP = "whatsapp", _("WhatsApp")
    COUNTER = "counter", _("At the counter")
    WEBSITE = "website", _("Website")
    STAFF = "staff", _("From within")


class BillingStatus(models.TextChoices):
    """Of service calls; the service status is another matter (AMB-07)."""

    NONE = "none", _("Nothing to bill")
    UNBILLED = "unbilled", _("To be billed")
    DRAFTED = "drafted", _("Drafted")
    BILLED = "billed", _("Billed")
    NOT_BILLABLE = "not-billable", _("Not billable")


class InquirySeries(Owned):
    """A task or a maintenance call that comes again: its rule, and what each one is made from."""

    reached_as = "inquiry_series"
    name = models.CharField(_("name"), max_length=160)
    rule = models.CharField(max_length=300)
    """an RRULE of RFC 5545, without its start"""
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=40, default="Asia/Jerusalem")
    lead_days = models.PositiveSmallIntegerField(_("opened so many days ahead"), default=0)
    facts = models.JSONField(default=dict)
    """the fields of the inquiries that it makes"""
    customer = OwnedKey(Customer, models.CASCADE, null=True, related_name="inquiry_series")
    contract = OwnedKey(Contract, models.PROTECT, null=True, related_name="inquiry_series")
    next_at = models.DateTimeField(null=True)
    """its next turn; empty: it has ended"""
    ended_at = models.DateTimeField(null=True)
    created_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="inquiry_series")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("recurring inquiry")
        indexes = [models.Index(fields=["business", "next_at"], name="inquiry_series_due")]

    def __str__(self) -> str:
        return self.name


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def standing(self) -> Self:
        """Neither deleted nor merged into another."""
        return self.filter(removed_at=None, merged_into=None)

    def active(self) -> Self:
        return self.standing().filter(closed_at=None)

    def closed(self) -> Self:
        return self.standing().filter(closed_at__isnull=False)

    def of_staff(self, staff: Any) -> Self:
        """Theirs to handle, alone or with others or with their team."""
        return self.filter(Q(assignees__staff=staff) | Q(team__places__staff=staff)).distinct()


class Inquiry(Owned):
    """A message, task, service call or documentation."""

    reached_as = "inquiries"
    number = models.PositiveBigIntegerField(_("number"), editable=False)
    kind = models.CharField(_("kind"), max_length=14, choices=InquiryKind.choices)
    type = OwnedKey(
        InquiryType, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("type")
    )
    title = models.CharField(_("subject"), max_length=200, blank=True)
    details = models.TextField(_("details"), max_length=20_000, blank=True)
    customer = OwnedKey(
        Customer, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("customer")
    )
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    site = OwnedKey(
        Site, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("site")
    )
    equipment = OwnedKey(
        Equipment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name=_("equipment"),
    )
    contract = OwnedKey(
        Contract,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name=_("service contract"),
    )
    contract_choice = models.CharField(max_length=200, blank=True, editable=False)
    """why this contract (AMB-14)"""
    channel = models.CharField(_("came by"), max_length=10, choices=Channel.choices, default=Channel.PHONE)
    branch = OwnedKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("branch")
    )
    status = OwnedKey(Status, models.PROTECT, related_name="inquiries", verbose_name=_("status"))
    priority = OwnedKey(
        Priority, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("priority")
    )
    team = OwnedKey(
        Team, models.PROTECT, null=True, blank=True, related_name="inquiries", verbose_name=_("team")
    )
    opened_by = OwnedKey(
        Staff, models.PROTECT, null=True, related_name="opened_inquiries", verbose_name=_("taken in by")
    )
    target_at = models.DateTimeField(_("target"), null=True, blank=True)
    starts_at = models.DateTimeField(_("start"), null=True, blank=True)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent done"), default=0)
    is_shown_at_access = models.BooleanField(_("shown at access control"), default=False)
    arrived_at = models.DateTimeField(_("arrived"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    resolution = models.TextField(_("resolution"), max_length=4000, blank=True)
    billing_status = models.CharField(
        _("billing status"), max_length=12, choices=BillingStatus.choices, default=BillingStatus.NONE
    )
    billing_reason = models.CharField(_("reason"), max_length=200, blank=True)
    follows = OwnedKey("self", models.PROTECT, null=True, related_name="followed_by", editable=False)
    """the inquiry that this one goes on from: a follow-up, or a late reopening"""
    merged_into = OwnedKey("self", models.PROTECT, null=True, related_name="merged", editable=False)
    series = OwnedKey(InquirySeries, models.PROTECT, null=True, related_name="inquiries", editable=False)
    series_turn_at = models.DateTimeField(null=True, editable=False)
    client_key = models.CharField(max_length=60, blank=True, editable=False)
    """given by a phone without reception, so that sending twice makes one"""
    search_text = models.TextField(editable=False)
    created_at = models.DateTimeField(_("opened"), editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    _rows = OwnedManager.from_queryset(InquiryQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("inquiry")
        verbose_name_plural = _("inquiries")
        constraints = [
            models.UniqueConstraint(fields=["business", "number"], name="inquiry_number_once"),
            models.UniqueConstraint(
                fields=["business", "series", "series_turn_at"], name="one_inquiry_per_turn"
            ),
            models.UniqueConstraint(
                fields=["business", "client_key"], condition=~Q(client_key=""), name="inquiry_sent_once"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="percent_within_100"),
            models.CheckConstraint(
                condition=~Q(kind=InquiryKind.DOCUMENTATION) | Q(priority=None, target_at=None),
                name="documentation_is_not_urgent",
            ),
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | ~Q(contact_name=""), name="somebody_is_named"
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="inquiry_ends_later",
            ),
        ]
        indexes = [
            SearchIndex(fields=["business", "search_text"], name="inquiry_search"),
            models.Index(
                fields=["business", "target_at", "id"],
                name="inquiry_active",
                condition=Q(closed_at=None, removed_at=None),
            ),
            models.Index(fields=["business", "customer", "id"], name="inquiries_of_customer"),
            models.Index(fields=["business", "created_at", "id"], name="inquiry_by_opening"),
            models.Index(fields=["business", "closed_at", "id"], name="inquiry_by_closing"),
            models.Index(fields=["business", "changed_at", "id"], name="inquiry_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title or self.details[:60]}".strip()

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_waiting(self) -> bool:
        return bool(self.status.category == Category.WAITING)


class Assignee(Owned):
    """A staff member who handles it; the first one is the main one."""

    reached_as = "assignees"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="assignees")
    staff = OwnedKey(Staff, models.PROTECT, related_name="assignments")
    is_main = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("assignee")
        ordering = ["-is_main", "id"]
        constraints = [
            models.UniqueConstraint(fields=["business", "inquiry", "staff"], name="assignee_once"),
            models.UniqueConstraint(
                fields=["business", "inquiry"], condition=Q(is_main=True), name="one_main_assignee"
            ),
        ]
        indexes = [models.Index(fields=["business", "staff", "inquiry"], name="inquiries_of_staff")]

    def __str__(self) -> str:
        return f"{self.inquiry_id}: {self.staff_id}"


class Watcher(Owned):
    """A staff member who wants to know what happens to it."""

    reached_as = "watchers"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="watchers")
    staff = OwnedKey(Staff, models.CASCADE, related_name="watched")

    class Meta:
        verbose_name = _("watcher")
        constraints = [models.UniqueConstraint(fields=["business", "inquiry", "staff"], name="watcher_once")]

    def __str__(self) -> str:
        return f"{self.inquiry_id}: {self.staff_id}"
