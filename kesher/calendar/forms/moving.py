from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.calendar.forms.meetings import ScopeField, TimeForm, kept
from kesher.calendar.models import Meeting
from kesher.core.owned_form import OwnedForm


class MoveForm(TimeForm):
    """Another time; in the columns of staff or rooms another of those. What is not sent stays."""

    from_staff: forms.Field = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    to_staff: forms.Field = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    resource: forms.Field = forms.ModelChoiceField(label=_("Room"), queryset=None, required=False)
    scope = ScopeField()
    is_sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, business: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, business=business, **options)
        self.meeting = meeting
        for name in ("from_staff", "to_staff"):
            self.fields[name].queryset = business.staff.all()  # type: ignore[attr-defined]
        self.fields["resource"].queryset = kept(business.resources, meeting.resource_id)  # type: ignore[attr-defined]
        if not meeting.series_id:
            del self.fields["scope"]

    def usual(self, values: dict[str, Any]) -> int:  # noqa: ARG002
        """A meeting that is moved keeps its length."""
        return int((self.meeting.ends_at - self.meeting.starts_at).total_seconds() // 60)

    def times(self, values: dict[str, Any]) -> dict[str, Any]:
        return super().times({**values, "is_all_day": self.meeting.is_all_day})

    def span(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}

    def details(self) -> dict[str, Any]:
        """What the verb is given besides the times."""
        values, found = self.cleaned_data, {}
        if "resource" in self.data and values.get("resource") != self.meeting.resource:
            found["resource"] = values.get("resource")
        if values.get("from_staff") and values.get("to_staff") and values["from_staff"] != values["to_staff"]:
            found["staff"] = self.staff(values)
        return found

    def staff(self, values: dict[str, Any]) -> list[Any]:
        """Who takes part, the one replaced by the other."""
        now = [row.staff for row in self.meeting.participants.all() if row.staff_id]
        return [values["to_staff"] if one == values["from_staff"] else one for one in now]


class ScopeForm(OwnedForm):
    scope = ScopeField()


def local_minutes(moment: Any) -> str:
    """2026-11-25T09:00, as the diary's script and the move form exchange it."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"
