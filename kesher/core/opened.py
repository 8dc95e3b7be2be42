"""Two people change one row: the second save does not write over the first without a word.

1. The form of a row carries what each of its fields showed when it was opened.
2. A field that the sender left alone keeps what somebody else wrote meanwhile.
3. A field that both changed, each to something else, comes back with a sentence: who, when, and what stands there now.
   What was typed stays in the field, and sending the form once more saves it.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kesher.core import days
from kesher.core.words import isolated

NAME = "opened"
Change = tuple[str, datetime]
WhoChanged = Callable[[str, str], Change | None]
"""who changed the field of this name and label last, and when, as far as that is known"""


def values(form: forms.Form) -> dict[str, list[str]]:
    """What each field shows before anything is typed, as it would be posted."""
    return {name: shown(form, name) for name in compared(form)}


def compared(form: forms.Form) -> list[str]:
    return [name for name, field in form.fields.items() if not isinstance(field, forms.FileField)]


def shown(form: forms.Form, name: str) -> list[str]:
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if isinstance(field.widget, forms.CheckboxInput):
        return plain(bool(value))
    return plain(field.widget.format_value(value))


def typed(form: forms.Form, name: str) -> list[str]:
    return plain(form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))


def plain(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["on"] if value else []
    several = value if isinstance(value, list | tuple | set) else [value]
    return sorted(str(one).replace("\r\n", "\n").strip() for one in several if one not in (None, ""))


def opened_on(form: forms.Form) -> dict[str, list[str]]:
    """What the posted form was opened on; a form that does not say so is taken as it is."""
    try:
        said = json.loads(form.data.get(NAME, ""))
    except (ValueError, RecursionError):
        return {}
    return {name: said[name] for name in compared(form) if name in said} if isinstance(said, dict) else {}


def reconcile(form: forms.Form) -> list[str]:
    """Rule 2 on what was posted; returns the names of the fields of rule 3."""
    posted: Any = form.data
    clashing, merged = [], posted.copy()
    for name, before in opened_on(form).items():
        now = shown(form, name)
        if now == before or (mine := typed(form, name)) == now:
            continue
        if mine == before:
            merged.setlist(form.add_prefix(name), now)
        else:
            clashing.append(name)
    form.data = merged
    return clashing


def sentence(form: forms.Form, name: str, change: Change | None) -> str:
    """Rule 3."""
    said = {"value": isolated(readable(form, name))}
    if change is None:
        text = _("This was changed meanwhile, and now is: %(value)s. Saving once more writes over it.")
        return text % said
    who, at = change
    when = days.shown_moment(timezone.localtime(at), get_language() or "he")
    text = _("%(who)s changed this %(when)s, and now it is: %(value)s. Saving once more writes over it.")
    return text % {**said, "who": isolated(who), "when": isolated(when)}


def readable(form: forms.Form, name: str) -> str:
    """What stands there now: choices by their labels, nothing as a dash."""
    field, now = form.fields[name], shown(form, name)
    if isinstance(field.widget, forms.CheckboxInput):
        return _("Yes") if now else _("No")
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())} if now else {}
    return ", ".join(labels.get(one, one) for one in now) or "–"
