"""The fields of a person that both adding and editing ask for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kesher.core.phone_field import PhoneField, PhoneForm


def in_use(rows: QuerySet[Any], current: Any = None) -> QuerySet[Any]:
    """The rows of a settings list that can be chosen: those in use, and the one that is chosen already."""
    return rows.filter(Q(retired_at=None) | Q(pk=current.pk if current else None))


class PersonForm(PhoneForm):
    is_company = forms.BooleanField(label=_("A company, not a person"), required=False)
    first_name = forms.CharField(label=_("First name or company"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    account_manager: forms.Field = forms.ModelChoiceField(
        label=_("Account manager"), queryset=None, required=False, empty_label="–"
    )
    stage: forms.Field = forms.ModelChoiceField(
        label=_("Stage"), queryset=None, required=False, empty_label="–"
    )
    source: forms.Field = forms.ModelChoiceField(
        label=_("Source"), queryset=None, required=False, empty_label="–"
    )

    def __init__(self, *args: Any, business: Any, staff: Any, customer: Any = None, **options: Any) -> None:
        super().__init__(*args, business=business, **options)
        managers = Q(left_at=None) | Q(pk=customer.account_manager_id if customer else None)
        self.offer("account_manager", business.staff.filter(managers))
        self.offer("stage", in_use(business.stages.all(), customer and customer.stage))
        self.offer("source", in_use(business.sources.all(), customer and customer.source))
        self.staff = staff

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]


def branches_for(business: Any, staff: Any, current: Any = None) -> QuerySet[Any]:
    """The branches that this staff member may choose."""
    branches = in_use(business.branches.all(), current)
    return branches.filter(pk__in=staff.branch_ids) if staff.branch_ids else branches


def has_several_branches(business: Any) -> bool:
    """Only then the branch is shown and asked for (A062-A063)."""
    return len(business.branches.filter(retired_at=None)[:2]) > 1
