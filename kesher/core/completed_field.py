"""A row that is chosen by completing a text while it is typed; the row's id stands hidden beside the text.

1. A text that names nobody is not dropped: it is asked to choose from the list.
2. The name of who stands there now, typed again, still means the same one; an empty text means nobody.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kesher.core.words import cleaned


def meant(
    form: forms.Form, chosen: Any, *, text_name: str = "person", held: Any = None, name: Any = ""
) -> Any:
    """Whom the field means; `held`: who stands there now, shown as `name`."""
    if text_name not in form.data:
        return chosen
    text = cleaned(form.data[text_name])
    if chosen or not text:
        return chosen if text else None
    if held and text == cleaned(str(name)):
        return held
    raise forms.ValidationError(_("Please choose from the list."), code="not-chosen")
