"""The usual reminders: for each kind of thing when, and by which copies."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.calendar.forms.reminding import CHOICES, TYPED
from kesher.calendar.models import PresetSubject, ReminderPreset
from kesher.core.owned_form import OwnedForm


class PresetsForm(OwnedForm):
    def __init__(self, *args: Any, presets: dict[str, ReminderPreset], **options: Any) -> None:
        super().__init__(*args, **options)
        for subject, one in presets.items():
            choice = "" if one.minutes is None else str(one.minutes)
            self.fields[f"{subject}-minutes"] = forms.ChoiceField(
                label=_("Reminder"),
                choices=[pair for pair in CHOICES if pair[0] != TYPED],
                required=False,
                initial=choice,
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
            yield subject.label, [self[f"{subject}-{name}"] for name in ("minutes", "by_email", "by_push")]

    def wanted(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What the verb takes, for each kind."""
        for subject in PresetSubject.values:
            given = {
                name: self.cleaned_data[f"{subject}-{name}"] for name in ("minutes", "by_email", "by_push")
            }
            yield subject, given | {"minutes": int(given["minutes"]) if given["minutes"] else None}
