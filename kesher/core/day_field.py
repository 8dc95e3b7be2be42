"""A form's field for a day that is typed freely (typed_days.py) and shown by the language's pattern."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language

from kesher.core import days, typed_days


class DayInput(forms.TextInput):
    """Typed, or picked in a calendar (frontend/days.js)."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, past: bool = False) -> None:
        super().__init__({"data-day": "past" if past else "", "autocomplete": "off", **(attrs or {})})


class DayField(forms.CharField):
    def __init__(self, *, past: bool = False, **options: Any) -> None:
        self.past = past
        options.setdefault("widget", DayInput(past=past))
        super().__init__(max_length=60, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return typed_days.day_from(text, today=timezone.localdate(), past=self.past)
        except typed_days.UnclearDay as unclear:
            raise forms.ValidationError(str(unclear), code="unclear-day") from unclear

    def prepare_value(self, value: Any) -> Any:
        return days.shown_date(value, get_language() or "he") if isinstance(value, date) else value
