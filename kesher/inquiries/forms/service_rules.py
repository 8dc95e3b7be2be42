"""The numbers by which a business serves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kesher.core.owned_form import OwnedForm
from kesher.inquiries.service_rules import HIGHEST, LONGEST, MINIMUMS, ROUNDINGS


def shown(minutes: int) -> str:
    if not minutes:
        return str(_("No minimum"))
    return ngettext("%(num)s minute", "%(num)s minutes", minutes) % {"num": minutes}


def percent(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=HIGHEST)


def minutes(label: Any, offered: tuple[int, ...]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, coerce=int, choices=lambda: [(one, shown(one)) for one in offered]
    )


class ServiceRulesForm(OwnedForm):
    reopening_days = forms.IntegerField(
        label=_("Closed inquiries may be reopened within"), min_value=0, max_value=LONGEST
    )
    first_percent = percent(_("Whoever handles it is told at"))
    second_percent = percent(_("The team lead is told at"))
    third_percent = percent(_("The managers are told at"))
    work_rounding = minutes(_("Work is rounded up to"), ROUNDINGS)
    work_minimum = minutes(_("At least, per entry"), MINIMUMS)
