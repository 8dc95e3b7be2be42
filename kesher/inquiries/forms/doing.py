"""Small forms about one inquiry: closing, reopening, assigning, a status, a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.inquiries.forms import rows
from kesher.inquiries.forms.rows import RowField, RowsField
from kesher.inquiries.models import Category


def area(label: Any, *, lines: int = 4, required: bool = False, most: int = 4000) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": lines})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget)


class StatusForm(OwnedForm):
    status = RowField(label=_("Status"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = rows.offered(self.business)["status"]
        open_ones = [one for one in offered if one.colour != Category.CLOSED]
        self.fields["status"].fill(self.business.statuses.all(), rows.pairs(open_ones))  # type: ignore[attr-defined]
        self.fields["status"].choices = rows.pairs(open_ones)  # type: ignore[attr-defined]


class CloseForm(OwnedForm):
    resolution = area(_("How it was resolved"))
    status = RowField(label=_("Closed as"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, needs_resolution: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["resolution"].required = needs_resolution
        closed = self.business.statuses.filter(retired_at=None, category=Category.CLOSED).order_by("number")
        self.fields["status"].rows = closed  # type: ignore[attr-defined]
        self.fields["status"].choices = [(str(one.pk), one.name) for one in closed]  # type: ignore[attr-defined]
        self.initial.setdefault("status", closed[0].pk if closed else "")


class ReopenForm(OwnedForm):
    reason = area(_("Why it is opened again"), required=True, lines=3)
    percent = forms.IntegerField(label=_("Percent done"), required=False, min_value=0, max_value=99)


class AssignForm(OwnedForm):
    staff = RowsField(label=_("Assignees"), required=False)
    main = RowField(
        label=_("Main assignee"), required=False, help_text=_("Empty: whoever was it, else the first one")
    )
    team = RowField(label=_("Team"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = rows.offered(self.business)
        for name in ("staff", "main"):
            self.fields[name].fill(self.business.staff.all(), rows.pairs(offered["staff"]))  # type: ignore[attr-defined]
        self.fields["team"].fill(self.business.teams.all(), rows.pairs(offered["team"]))  # type: ignore[attr-defined]


class NoteForm(OwnedForm):
    text = area(_("Note"), lines=6, required=True, most=10_000)
    is_answer = forms.BooleanField(label=_("An answer to the customer"), required=False)


class NoteTextForm(OwnedForm):
    text = area(_("Note"), lines=6, required=True, most=10_000)
