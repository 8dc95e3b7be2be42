"""A form's field for a telephone number: shown as people here write it, asked about when it can hardly be one.

1. A number that cannot be one of its country comes back once; whoever ticks that it stays, keeps it as typed.
2. What was there before and is left alone is not asked about.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kesher.core import phones
from kesher.core.owned_form import OwnedForm


class PhoneField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=32, **options)
        self.widget.input_type = "tel"

    def prepare_value(self, value: Any) -> Any:
        return phones.shown(value) if isinstance(value, str) and value.startswith("+") else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class PhoneForm(OwnedForm):
    """A form with a `phone`; its template shows `ui.phone_field(form)`."""

    def clean_phone(self) -> str:
        if self.odd_phone and not self.keeps_phone:
            sentence = _("No telephone number looks like this: its length or its beginning is unusual.")
            raise forms.ValidationError(sentence, code="phone-odd")
        return str(self.cleaned_data["phone"])

    @property
    def odd_phone(self) -> str:
        """What was typed and is to be asked about."""
        text = str(self.data.get(self.add_prefix("phone"), "")).strip() if self.is_bound else ""
        return text if phones.is_odd(text) and "phone" in self.changed_data else ""

    @property
    def keeps_phone(self) -> bool:
        return bool(self.data.get("keep_phone") == self.odd_phone)
