from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses import staffing
from kesher.businesses.models import Staff
from kesher.businesses.models.staff import Gender
from kesher.businesses.permissions import GROUPS, Permission
from kesher.core import identities
from kesher.core.day_field import DayField
from kesher.core.owned_form import OwnedForm


class StaffForm(OwnedForm):
    first_name = forms.CharField(label=_("First name"), max_length=60)
    last_name = forms.CharField(label=_("Last name"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=20, required=False)
    roles: Any = forms.ModelMultipleChoiceField(None, label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    branches: Any = forms.ModelMultipleChoiceField(
        None,
        label=_("Branches"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all branches"),
    )
    id_number = forms.CharField(label=_("ID number"), max_length=20, required=False)
    birthday = DayField(label=_("Birthday"), required=False, past=True)
    gender = forms.ChoiceField(label=_("Gender"), required=False, choices=[("", "–"), *Gender.choices])
    employee_number = forms.CharField(label=_("Employee number"), max_length=20, required=False)
    hired_on = DayField(label=_("Employed since"), required=False, past=True)

    def __init__(self, *args: Any, by: Staff, staff: Staff | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.one = staff
        self.initial["id_number"] = identities.masked(staff.id_number if staff else "")
        self.offer("roles", self.business.roles, staff.roles.all() if staff else [])
        self.offer("branches", self.business.branches, staff.branches.all() if staff else [])
        if not self.fields["branches"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["branches"]
        if not by.may(Permission.CUSTOMER_IDENTITY):
            del self.fields["id_number"]

    def clean(self) -> dict[str, Any]:
        """An ID number that still stands there in dots stays."""
        typed = super().clean()
        if typed.get("id_number") and typed["id_number"] == self.initial["id_number"]:
            del typed["id_number"]
        today = timezone.localdate()
        problems = staffing.detail_problems(self.business, self.one, details=typed, today=today)
        self.explain_besides(problems)
        return typed

    def offer(self, name: str, rows: Any, held: Any) -> None:
        """What is in use, and what the person has already."""
        field: Any = self.fields[name]
        field.queryset = rows.filter(Q(retired_at=None) | Q(pk__in=[one.pk for one in held]))


class LeaveForm(OwnedForm):
    successor: Any = forms.ModelChoiceField(
        None, label=_("Hand over to"), required=False, empty_label=_("Nobody")
    )
    seen = forms.CharField(required=False)

    def __init__(self, *args: Any, staff: Staff, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["successor"]
        field.queryset = self.business.staff.active().exclude(pk=staff.pk)


class RoleForm(OwnedForm):
    name = forms.CharField(label=_("Name"), max_length=60)
    permissions = forms.MultipleChoiceField(
        label=_("Rights"), choices=Permission.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The boxes to tick, in the groups of the rights' page."""
        boxes = {str(box.data["value"]): box for box in self["permissions"]}
        return [(group.label, [boxes[str(right)] for right in group.permissions]) for group in GROUPS]


class SecurityForm(OwnedForm):
    requires_second_factor = forms.BooleanField(
        label=_("Require a second factor from all staff"),
        required=False,
        help_text=_(
            "Staff without an authenticator app or a passkey are asked to set one up before they go on working."
        ),
    )
