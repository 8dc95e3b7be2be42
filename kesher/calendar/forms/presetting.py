"""The usual reminders: for each kind of thing when, and by which copies."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.calendar.forms.reminding import CHOICES, TYPED
from kesher.calendar.models import PresetSubject, ReminderPreset
from kesher.calendar.presetting import FIELDS
from kesher.core.owned_form import OwnedForm


class PresetsForm(OwnedForm):
    def __init__(self, *args: Any, presets: dict[str, ReminderPreset], **options: Any) -> None:
        super().__init__(*args, **options)
        for subject, one in presets.items():
            self.fields[f"{subject}-minutes"] = forms.ChoiceField(
                label=_("Reminder"),
                choices=[pair for pair in CHOICES if pair[0] != TYPED],
                required=False,
                initial=one.choice,
            )
            self.fields[f"{subject}-by_email"] = forms.BooleanField(
                label=_("Also by e-mail"), required=False, initial=one.by_email
            )
            self.fields[f"{subject}-by_push"] = forms.BooleanField(
                label=_("Also on the phone (push)"), required=False, initial=one.by_push
            )

    def groups(self) -> Iterator[tuple[Any, list[Any]]]:
        """Each kind with its three fields."""
        for subject in PresetSubject:
            yield subject.label, [self[f"{subject}-{name}"] for name in FIELDS]

    def wanted(self) -> dict[str, dict[str, Any]]:
        """As the verb takes them."""
        return {subject: self.fields_of(subject) for subject in PresetSubject.values}

    def fields_of(self, subject: str) -> dict[str, Any]:
        minutes, by_email, by_push = (self.cleaned_data[f"{subject}-{name}"] for name in FIELDS)
        return {"minutes": int(minutes) if minutes else None, "by_email": by_email, "by_push": by_push}
