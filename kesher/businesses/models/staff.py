from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models.branch import Branch
from kesher.businesses.models.role import Role, with_included
from kesher.core.owning import Owned, OwnedKey, OwnedManager


class Gender(models.TextChoices):
    FEMALE = "f", _("Female")
    MALE = "m", _("Male")
    OTHER = "x", _("Other")


class StaffQuerySet(models.QuerySet["Staff"]):
    def active(self) -> Self:
        return self.filter(left_at=None)

    def with_rights(self) -> Self:
        return self.select_related("business", "user").prefetch_related("roles", "branches")


class Staff(Owned):
    """A staff member: one person's employment in one business, with roles and branches (AMB-48)."""

    reached_as = "staff"
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="places", editable=False
    )
    first_name = models.CharField(_("first name"), max_length=60)
    last_name = models.CharField(_("last name"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    id_number = models.CharField(_("ID number"), max_length=20, blank=True)
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices, blank=True)
    employee_number = models.CharField(_("employee number"), max_length=20, blank=True)
    hired_on = models.DateField(_("employed since"), null=True, blank=True)
    left_at = models.DateTimeField(_("left on"), null=True, editable=False)
    withheld: frozenset[str] = frozenset()
    """what `activating.withheld` found for the request"""
    roles: models.ManyToManyField[Role, "StaffRole"] = models.ManyToManyField(
        Role, through="StaffRole", verbose_name=_("roles")
    )
    branches: models.ManyToManyField[Branch, "StaffBranch"] = models.ManyToManyField(
        Branch,
        through="StaffBranch",
        blank=True,
        verbose_name=_("branches"),
        help_text=_("None chosen: all branches"),
    )

    _rows = OwnedManager.from_queryset(StaffQuerySet)()  # type: ignore[misc]

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        ordering = ["first_name", "last_name"]
        constraints = [
            models.UniqueConstraint(fields=["business", "user"], name="one_place_per_business"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_active(self) -> bool:
        return self.left_at is None

    @cached_property
    def permissions(self) -> frozenset[str]:
        """All rights of all roles together, with those that they include."""
        return with_included(
            name for role in self.roles.all() if not role.retired_at for name in role.permissions
        )

    def holds(self, permission: Any) -> bool:
        return str(permission) in self.permissions

    def may(self, permission: Any) -> bool:
        """Holds the right, and on this page it is not at rest with a module whose code has lapsed."""
        return self.holds(permission) and str(permission) not in self.withheld

    @cached_property
    def branch_ids(self) -> frozenset[int]:
        """The branches this person is limited to; empty: all."""
        return frozenset(branch.pk for branch in self.branches.all())


class StaffRole(Owned):
    """Which roles a staff member has."""

    reached_as = "staff_roles"
    staff = OwnedKey(Staff, models.CASCADE, related_name="role_links")
    role = OwnedKey(Role, models.PROTECT, related_name="staff_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "staff", "role"], name="staff_role_once")]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.role_id}"


class StaffBranch(Owned):
    """Which branches a staff member is limited to."""

    reached_as = "staff_branches"
    staff = OwnedKey(Staff, models.CASCADE, related_name="branch_links")
    branch = OwnedKey(Branch, models.PROTECT, related_name="staff_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "staff", "branch"], name="staff_branch_once")
        ]

    def __str__(self) -> str:
        return f"{self.staff_id}: {self.branch_id}"


class Invitation(Owned):
    """A one-time way in for a staff member; only the token's hash is kept."""

    reached_as = "invitations"
    staff = OwnedKey(Staff, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business", "token_hash"], name="invitation_token_once")
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at
