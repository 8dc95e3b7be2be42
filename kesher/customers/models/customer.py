from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Branch, Staff
from kesher.businesses.models.staff import Gender
from kesher.core.days import age_on
from kesher.core.owning import Owned, OwnedKey, OwnedManager
from kesher.core.search_index import SearchIndex
from kesher.core.statements import compiled
from kesher.customers.models.lists import Source, Stage, Tag


class Role(models.TextChoices):
    """What the person is to the business now, by the open role periods; staff comes on top."""

    LEAD = "lead", _("Lead")
    CUSTOMER = "customer", _("Customer")
    FORMER = "former", _("Former customer")


class CustomerQuerySet(models.QuerySet["Customer"]):
    def visible_to(self, staff: Staff) -> Self:
        """Staff limited to branches see those branches' people and those without a branch."""
        return self.in_branches(sorted(staff.branch_ids))

    def in_branches(self, branch_ids: list[int]) -> Self:
        """Of these branches and of none; without a limit everybody."""
        return self.filter(Q(branch__in=branch_ids) | Q(branch=None)) if branch_ids else self

    def current(self) -> Self:
        """Neither archived nor erased nor merged into somebody else."""
        return self.filter(archived_at=None)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False, erased_at=None, merged_into=None)


class Customer(Owned):
    """A person or a company at every stage."""

    reached_as = "customers"
    number = models.PositiveBigIntegerField(_("customer number"), editable=False)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.LEAD, editable=False)
    is_company = models.BooleanField(_("company"), default=False)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    full_name = models.CharField(max_length=161, editable=False)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    """E.164 where it could be parsed (+972542345678), else as typed"""
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    id_number = models.CharField(_("ID number"), max_length=20, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices, blank=True)
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    job_title = models.CharField(_("job title"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    stage = OwnedKey(
        Stage, models.PROTECT, null=True, blank=True, related_name="customers", verbose_name=_("stage")
    )
    source = OwnedKey(
        Source, models.PROTECT, null=True, blank=True, related_name="customers", verbose_name=_("source")
    )
    branch = OwnedKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="customers", verbose_name=_("branch")
    )
    account_manager = OwnedKey(
        Staff,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_customers",
        verbose_name=_("account manager"),
    )
    staff = OwnedKey(Staff, models.PROTECT, null=True, blank=True, related_name="person", editable=False)
    """this person's own place as a staff member"""
    tags: models.ManyToManyField[Tag, "CustomerTag"] = models.ManyToManyField(
        Tag, through="CustomerTag", blank=True, related_name="customers", verbose_name=_("tags")
    )

    invoice_name = models.CharField(_("name on invoice"), max_length=120, blank=True)
    invoice_tax_number = models.CharField(_("company or dealer number"), max_length=9, blank=True)
    invoice_email = models.EmailField(_("e-mail for invoices"), blank=True)
    invoice_address = models.CharField(_("address on invoice"), max_length=200, blank=True)
    payer = OwnedKey(
        "self", models.PROTECT, null=True, blank=True, related_name="pays_for", verbose_name=_("payer")
    )
    """who pays instead (AMB-44)"""

    search_text = models.TextField(editable=False)
    """lower-case names, e-mail, number and digits of all telephone numbers (see searching.py)"""
    source_key = models.CharField(max_length=120, blank=True, editable=False)
    """the id it had in the system it was imported from"""
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    """when something about the person was last recorded (see stamping.py)"""
    archived_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    merged_into = OwnedKey("self", models.PROTECT, null=True, related_name="merged", editable=False)

    _rows = OwnedManager.from_queryset(CustomerQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints = [
            models.UniqueConstraint(fields=["business", "number"], name="customer_number_once"),
            models.UniqueConstraint(fields=["business", "staff"], name="one_person_per_staff"),
            models.UniqueConstraint(
                fields=["business", "source_key"],
                condition=~Q(source_key=""),
                name="customer_source_key_once",
            ),
            models.CheckConstraint(condition=~Q(payer=models.F("id")), name="payer_is_another"),
        ]
        indexes = [
            SearchIndex(fields=["business", "search_text"], name="customer_search"),
            models.Index(
                fields=["business", "full_name", "id"], name="customer_by_name", condition=Q(archived_at=None)
            ),
            models.Index(
                fields=["business", "created_at", "id"], name="customer_by_age", condition=Q(archived_at=None)
            ),
            models.Index(
                fields=["business", "changed_at", "id"],
                name="customer_by_change",
                condition=Q(archived_at=None),
            ),
            models.Index(
                fields=["business", "role", "stage"], name="customer_by_role", condition=Q(archived_at=None)
            ),
            models.Index(
                fields=["business", "birthday"], name="customer_by_birthday", condition=Q(archived_at=None)
            ),
            models.Index(fields=["business", "phone"], name="customer_by_phone"),
            models.Index(fields=["business", "email"], name="customer_by_email"),
            models.Index(fields=["business", "id_number"], name="customer_by_id_number"),
        ]

    def __str__(self) -> str:
        return (
            gettext("Erased person %(number)s") % {"number": self.number}
            if self.erased_at
            else self.full_name
        )

    def save(self, *args: Any, **options: Any) -> None:
        self.full_name = f"{self.first_name} {self.last_name}".strip()
        fields = options.get("update_fields")
        if fields is not None and {"first_name", "last_name"} & set(fields):
            options["update_fields"] = {*fields, "full_name"}
        super().save(*args, **options)

    @property
    def customer_id(self) -> int:
        """So that the log files an entry about the person under the person."""
        return int(self.pk)

    @cached_property
    def further_numbers(self) -> list[Any]:
        """Read once for all parts of a page that show them or lead to them."""
        return numbers_of(self)

    def locked(self) -> "Customer":
        """The row under lock: the first step of every verb that changes this person's affairs."""
        return self.fresh()

    @property
    def is_current(self) -> bool:
        return self.archived_at is None

    def is_visible_to(self, staff: Staff) -> bool:
        """As `CustomerQuerySet.visible_to`, of a person at hand."""
        return not staff.branch_ids or self.branch_id in {None, *staff.branch_ids}

    def age(self, today: date) -> int | None:
        return age_on(self.birthday, today) if self.birthday else None


class CustomerTag(Owned):
    reached_as = "customer_tags"
    customer = OwnedKey(Customer, models.CASCADE, related_name="tag_links")
    tag = OwnedKey(Tag, models.PROTECT, related_name="customer_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "customer", "tag"], name="customer_tag_once")
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.tag_id}"


@compiled
def numbers_of(customer: Customer) -> Any:
    return customer.numbers.all()


class RoleKind(models.TextChoices):
    LEAD = "lead", _("Lead")
    CUSTOMER = "customer", _("Customer")
    STAFF = "staff", _("Staff member")


class RolePeriod(Owned):
    """From when to when the person was a lead, a customer, a staff member. Open: still is."""

    reached_as = "role_periods"
    customer = OwnedKey(Customer, models.CASCADE, related_name="role_periods")
    role = models.CharField(_("role"), max_length=10, choices=RoleKind.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "customer", "role"],
                condition=Q(ends_on=None),
                name="one_open_period_per_role",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="role_period_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.starts_on}"
