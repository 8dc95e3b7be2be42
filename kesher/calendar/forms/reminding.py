"""The fields of a reminder in any form: when, before the time that the form is about, and which copies.

A form takes the mixin, includes calendar/reminder_fields.html in its page, and calls `reminder(anchor)` with its own time:
a target, a meeting's start. `anchor_fields` name the fields of that time, so that "15 minutes before" nothing is explained
and not lost.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.calendar.models import BEFORE, Reminder
from kesher.calendar.reminding import SNOOZES, Wanted, snoozed_until
from kesher.core.moment_field import MomentField
from kesher.core.owned_form import OwnedForm

NONE, TYPED = "", "typed"
CHOICES = [
    (NONE, _("No reminder")),
    ("0", _("At the time")),
    ("5", _("5 minutes before")),
    ("15", _("15 minutes before")),
    ("30", _("30 minutes before")),
    ("60", _("1 hour before")),
    ("1440", _("1 day before")),
    (TYPED, _("At another time…")),
]
FIELDS = ("remind_at", "remind_moment", "by_email", "by_push")


class ReminderFields(forms.Form):
    anchor_fields: ClassVar[tuple[str, ...]] = ()
    remind_at = forms.ChoiceField(label=_("Reminder"), choices=CHOICES, required=False)
    remind_moment = MomentField(label=_("Remind at"), required=False)
    by_email = forms.BooleanField(label=_("Also by e-mail"), required=False)
    by_push = forms.BooleanField(label=_("Also on the phone (push)"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        is_counted = values.get("remind_at") not in {None, NONE, TYPED}
        is_chosen = (
            is_counted and "remind_at" in self.changed_data
        )  # a preset without a time waits for one in silence
        if is_chosen and self.anchor_fields and not any(map(values.get, self.anchor_fields)):
            sentence = _("Without a time to count from, please choose another time for the reminder.")
            self.add_error("remind_at", forms.ValidationError(sentence, code="reminder-no-anchor"))
        if values.get("remind_at") != TYPED or "remind_moment" in self.errors:
            return values
        moment = values.get("remind_moment")
        if moment is None:
            self.add_error("remind_moment", forms.ValidationError(_("Please enter when."), code="required"))
        elif moment <= timezone.now() and "remind_moment" in self.changed_data:
            sentence = _("Please choose a time that is still ahead.")
            self.add_error("remind_moment", forms.ValidationError(sentence, code="reminder-past"))
        return values

    def reminder(self, anchor: datetime | None) -> Wanted | None:
        """What was chosen; None: no reminder. Without an anchor only a typed time can be meant."""
        given = {name: self.cleaned_data.get(name) for name in FIELDS}
        choice = given["remind_at"] or NONE
        at = given["remind_moment"] if choice == TYPED else before(anchor, choice)
        return Wanted(at, bool(given["by_email"]), bool(given["by_push"])) if at else None


def before(anchor: datetime | None, choice: str) -> datetime | None:
    return anchor - timedelta(minutes=int(choice)) if anchor and choice not in {NONE, TYPED} else None


def shown(reminder: Reminder | None, *, anchor: datetime | None) -> dict[str, Any]:
    """The `initial` of these fields for a reminder that is set."""
    if reminder is None:
        return {}
    kept = {"by_email": reminder.by_email, "by_push": reminder.by_push}
    for choice in map(str, BEFORE):
        if before(anchor, choice) == reminder.remind_at:
            return {"remind_at": choice, **kept}
    return {"remind_at": TYPED, "remind_moment": reminder.remind_at, **kept}


class SnoozeForm(OwnedForm):
    """A length from the menu, or a typed time."""

    length = forms.ChoiceField(choices=[(one, one) for one in SNOOZES], required=False)
    moment = MomentField(required=False)

    def until(self, now: datetime) -> datetime | None:
        length = self.cleaned_data["length"]
        return snoozed_until(length, now=now) if length else self.cleaned_data["moment"]
