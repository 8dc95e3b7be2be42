"""For many inquiries: which of them, and the value."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.moment_field import MomentField
from kesher.core.owned_form import OwnedForm
from kesher.inquiries.forms import rows
from kesher.inquiries.forms.doing import area
from kesher.inquiries.forms.rows import RowField, RowsField
from kesher.inquiries.models import Category

FIELDS = {
    "assign": ("staff", "team"),
    "status": ("status",),
    "priority": ("priority",),
    "target": ("target_at",),
    "close": ("resolution",),
}


class BulkForm(OwnedForm):
    staff = RowsField(label=_("Assignees"), required=False)
    team = RowField(label=_("Team"), required=False)
    status = RowField(label=_("Status"), widget=forms.RadioSelect)
    priority = RowField(label=_("Priority"), widget=forms.RadioSelect)
    target_at = MomentField(label=_("Target"))
    resolution = area(_("How it was resolved"), required=True)
    scope = forms.ChoiceField(label=_("For which"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, verb_key: str, scopes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.names = FIELDS[verb_key]
        for name in [*self.fields]:
            if name not in (*self.names, "scope"):
                del self.fields[name]
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        self.fields["scope"].initial = scopes[0][0]
        offered = rows.offered(self.business)
        offered["status"] = [one for one in offered["status"] if one.colour != Category.CLOSED]
        sources = {
            "staff": self.business.staff,
            "team": self.business.teams,
            "status": self.business.statuses,
        }
        for name, source in {**sources, "priority": self.business.priorities}.items():
            if name in self.fields:
                self.fields[name].fill(source.all(), rows.pairs(offered[name]))  # type: ignore[attr-defined]
                if name in {"status", "priority"}:
                    self.fields[name].choices = rows.pairs(offered[name])  # type: ignore[attr-defined]

    def value(self) -> Any:
        """What the verb takes."""
        if "staff" in self.names:
            return {"staff": self.cleaned_data["staff"], "team": self.cleaned_data["team"]}
        return self.cleaned_data[self.names[0]]
