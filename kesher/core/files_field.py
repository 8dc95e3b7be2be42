"""Files chosen in a form: several at once, each judged by itself when it is kept (core/uploads.py)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core import uploads

MOST_AT_ONCE = 20


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 – Django's call
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files at once; cleaned to a list."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", FilesInput(attrs={"accept": uploads.ACCEPTED, "multiple": True}))
        super().__init__(**{"label": _("Files"), **options})

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 – Django's call
        chosen = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if self.required and not chosen:
            raise forms.ValidationError(_("Please choose a file."), code="required")
        if len(chosen) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("At most %(count)s files at once.") % {"count": MOST_AT_ONCE}, code="many"
            )
        return chosen


class PhotoField(FilesField):
    """A photo taken now: a phone opens its camera at once."""

    def __init__(self, **options: Any) -> None:
        widget = FilesInput(attrs={"accept": "image/*", "capture": "environment"})
        super().__init__(**{"label": _("Take a picture"), "required": False, "widget": widget, **options})
