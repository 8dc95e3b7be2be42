"""An .ics file, and into whose diary it goes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.calendar.ics_reading import LARGEST
from kesher.core.owned_form import OwnedForm


class ImportForm(OwnedForm):
    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".ics,.ical,.ifb,text/calendar"})
    )
    staff: forms.Field = forms.ModelChoiceField(
        label=_("Into the diary of"), queryset=None, required=False, empty_label=None
    )

    def __init__(self, *args: Any, business: Any, by: Staff, **options: Any) -> None:
        super().__init__(*args, business=business, initial={"staff": by.pk}, **options)
        self.by = by
        if by.may(Permission.DIARY_ALL):
            self.fields["staff"].queryset = business.staff.active().order_by("first_name", "pk")  # type: ignore[attr-defined]
        else:
            del self.fields["staff"]

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            sentence = _("The file is larger than %(size)s MB.") % {"size": LARGEST // 1_000_000}
            raise forms.ValidationError(sentence)
        content: bytes = file.read()
        return content

    @property
    def whose(self) -> Staff:
        """Into whose diary."""
        return self.cleaned_data.get("staff") or self.by
