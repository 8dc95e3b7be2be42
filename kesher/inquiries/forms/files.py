from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.files_field import FilesField, PhotoField
from kesher.core.owned_form import OwnedForm


class UploadForm(OwnedForm):
    """Files that were chosen or dropped, or a photo taken now."""

    uploads = FilesField(required=False)
    photo = PhotoField()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and not self.chosen():
            self.add_error("uploads", forms.ValidationError(_("Please choose a file."), code="required"))
        return values

    def chosen(self) -> list[Any]:
        return [*self.cleaned_data["uploads"], *self.cleaned_data["photo"]]
