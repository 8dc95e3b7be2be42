"""Confirming what was shown: the fingerprint of the plan, and what a large change asks besides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owned_form import OwnedForm


class PlanForm(OwnedForm):
    seen = forms.CharField(required=False, max_length=32)


class EraseForm(PlanForm):
    word = forms.CharField(label=_("To confirm, type the word “erase”"), max_length=20)
    WORD = _("erase")

    def clean_word(self) -> str:
        word = str(self.cleaned_data["word"]).strip()
        if word.casefold() not in {str(self.WORD).casefold(), "erase"}:
            raise forms.ValidationError(_("Please type the word exactly."))
        return word

    def clean(self) -> dict[str, Any]:
        return {"seen": super().clean().get("seen", "")}


class EmployForm(PlanForm):
    roles: Any = forms.ModelMultipleChoiceField(
        label=_("Roles"), queryset=None, widget=forms.CheckboxSelectMultiple, required=False
    )
    branches: Any = forms.ModelMultipleChoiceField(
        label=_("Branches"), queryset=None, widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("None chosen: all branches"),
    )  # fmt: skip

    def __init__(self, *args: Any, business: Any, staff: Staff, **options: Any) -> None:
        super().__init__(*args, business=business, **options)
        branches = business.branches.filter(retired_at=None)
        mine = branches.filter(pk__in=staff.branch_ids) if staff.branch_ids else branches
        self.fields["roles"].queryset = business.roles.filter(retired_at=None)  # type: ignore[attr-defined]
        self.fields["branches"].queryset = mine  # type: ignore[attr-defined]
        if not branches.exists():
            del self.fields["branches"]

    def clean(self) -> dict[str, Any]:
        return {name: list(value) if name != "seen" else value for name, value in super().clean().items()}


class DismissForm(PlanForm):
    successor: Any = forms.ModelChoiceField(
        label=_("Who takes over their customers"), queryset=None, required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, business: Any, leaving: Staff, **options: Any) -> None:
        super().__init__(*args, business=business, **options)
        self.fields["successor"].queryset = business.staff.active().exclude(pk=leaving.pk)  # type: ignore[attr-defined]
