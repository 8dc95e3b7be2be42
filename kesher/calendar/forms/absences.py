"""Who is away, from when to when, and why."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.calendar.forms.meetings import TimeForm
from kesher.calendar.models import Absence, AbsenceKind
from kesher.core.days import shown_date, shown_moment


class AbsenceForm(TimeForm):
    field_order = ("staff", "kind", "is_all_day", "starts_at", "ends_at", "remarks")
    staff: forms.Field = forms.ModelChoiceField(label=_("Staff member"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(label=_("Kind"), choices=AbsenceKind.choices, initial=AbsenceKind.VACATION)
    is_all_day = forms.BooleanField(label=_("Whole days"), required=False, initial=True)
    remarks = forms.CharField(label=_("Remarks"), max_length=200, required=False)

    def __init__(
        self, *args: Any, business: Any, by: Staff, absence: Absence | None = None, **options: Any
    ) -> None:
        super().__init__(*args, business=business, **options)
        self.by, self.absence = by, absence
        if absence is None and by.may(Permission.DIARY_ALL):
            self.fields["staff"].queryset = business.staff.active().order_by("first_name", "pk")  # type: ignore[attr-defined]
        else:
            del self.fields["staff"]

    @property
    def whose(self) -> Staff:
        return self.absence.staff if self.absence else self.cleaned_data.get("staff") or self.by

    def details(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "staff"}


def initial_of(absence: Absence) -> dict[str, Any]:
    """What the form shows of an absence that stands: the last day of whole ones."""
    start, end = timezone.localtime(absence.starts_at), timezone.localtime(absence.ends_at)
    shown = (
        {"starts_at": shown_date(start), "ends_at": shown_date(end - timedelta(days=1))}
        if absence.is_all_day
        else {"starts_at": shown_moment(start), "ends_at": shown_moment(end)}
    )
    return shown | {name: getattr(absence, name) for name in ("kind", "is_all_day", "remarks")}
