"""A form's field for a moment that is typed freely (typed_days.py): `מחר 9:00`, `22/11 14:30`; shown by the language's pattern."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language

from kesher.core import days, typed_days


class MomentInput(forms.TextInput):
    """Typed, or picked in a calendar (frontend/days.js)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-moment": "", "autocomplete": "off", **(attrs or {})})


class MomentField(forms.CharField):
    """`default`: the hour when only a day is typed."""

    def __init__(self, *, default: time = time(9), **options: Any) -> None:
        self.default = default
        options.setdefault("widget", MomentInput())
        super().__init__(max_length=60, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.moment(text) if text else None

    def moment(self, text: str, *, now: datetime | None = None) -> datetime:
        """What the text means; `now`: what a bare hour follows."""
        try:
            return typed_days.moment_from(text, now=now or timezone.localtime(), default=self.default)
        except typed_days.UnclearDay as unclear:
            raise forms.ValidationError(str(unclear), code="unclear-moment") from unclear

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        return days.shown_moment(timezone.localtime(value), get_language() or "he")
