"""What the handling screen can be narrowed by. The form only gathers; the address is read by filtering.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.inquiries.asking import FIXED, ME, NONE, Choices, Wanted
from kesher.inquiries.phrasing import FIXED_LABELS, KIND_LABELS

LABELS = {
    "due": _("Target"),
    "status": _("Status"),
    "category": _("State"),
    "type": _("Type"),
    "priority": _("Priority"),
    "assignee": _("Assignee"),
    "team": _("Team"),
    "customer": _("Customer"),
    "contract": _("Service contract"),
    "branch": _("Branch"),
    "channel": _("Came by"),
    "opened": _("Opened"),
    "billing": _("Billing status"),
}


class FilterForm(OwnedForm):
    """One group of choices for each filter; a group without choices is left out."""

    def __init__(self, *args: Any, wanted: Wanted, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label in LABELS.items():
            offered = options_of(name, choices, wanted)
            if offered:
                self.fields[name] = several(label, offered, list(wanted.chosen.get(name, ())))


def several(label: Any, offered: list[tuple[str, Any]], initial: list[str]) -> forms.Field:
    return forms.MultipleChoiceField(
        label=label, choices=offered, initial=initial, required=False, widget=forms.CheckboxSelectMultiple
    )


def options_of(name: str, choices: Choices, wanted: Wanted) -> list[tuple[str, Any]]:
    if name in FIXED:
        return list(FIXED_LABELS[name].items())
    rows = [(str(one.id), one.name) for one in offered(name, choices, wanted)]
    if name in {"customer", "contract"}:
        return rows
    extra = [(ME, _("Me"))] if name == "assignee" else []
    return [*extra, *rows, *([] if name == "status" else [(NONE, _("None"))])] if rows else []


def offered(name: str, choices: Choices, wanted: Wanted) -> list[Any]:
    """Types say their kind where several kinds are shown."""
    rows = choices.get(name, [])
    if name != "type":
        return rows
    kinds = wanted.kinds or tuple(KIND_LABELS)
    return [one for one in rows if one.colour in kinds]
