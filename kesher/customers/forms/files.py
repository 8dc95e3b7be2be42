from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core import uploads
from kesher.core.owned_form import OwnedForm

MOST_AT_ONCE = 20


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 – Django's call
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files at once."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 – Django's call
        chosen = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not chosen:
            raise forms.ValidationError(_("Please choose a file."), code="required")
        if len(chosen) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("At most %(count)s files at once.") % {"count": MOST_AT_ONCE}, code="many"
            )
        return chosen


class UploadForm(OwnedForm):
    uploads = FilesField(
        label=_("Files"), widget=FilesInput(attrs={"accept": uploads.ACCEPTED, "multiple": True})
    )
    label = forms.CharField(label=_("Description"), max_length=120, required=False)


class FileForm(OwnedForm):
    name = forms.CharField(label=_("Name"), max_length=160)
    label = forms.CharField(label=_("Description"), max_length=120, required=False)
