"""Choosing another inquiry, completed while its number, customer or words are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.inquiries.forms.rows import RowField
from kesher.inquiries.models import LinkKind

BLOCKED = "blocked"


class OtherField(RowField):
    """Any inquiry that may be seen; what is offered comes while one types."""

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal() and len(str(value)) < 16  # noqa: PLR2004

    def clean(self, value: Any) -> Any:
        row = super().clean(value)
        if value and row is None:
            raise forms.ValidationError(_("Please choose another inquiry."), code="other-missing")
        return row


class OtherForm(OwnedForm):
    other = OtherField(label=_("Which inquiry"))

    def __init__(self, *args: Any, seen: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].rows = seen  # type: ignore[attr-defined]

    def chosen(self) -> Any:
        key = str(self["other"].value() or "")
        field: Any = self.fields["other"]
        return field.rows.filter(pk=key).first() if field.valid_value(key) else None


class LinkForm(OtherForm):
    kind = forms.ChoiceField(
        label=_("How"), initial=LinkKind.RELATED, widget=forms.RadioSelect,
        choices=[*LinkKind.choices, (BLOCKED, _("Blocked by"))],
    )  # fmt: skip
    field_order = ("kind", "other")
