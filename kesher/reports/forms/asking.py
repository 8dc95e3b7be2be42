"""What a report is asked: the form gathers, asking.py reads the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core import days
from kesher.core.day_field import DayInput
from kesher.core.owned_form import OwnedForm
from kesher.reports.asking import PERIODS, Question, shown_days
from kesher.reports.narrowing import LABELS, UNOFFERED


class QuestionForm(OwnedForm):
    """The period and one group of choices for each filter; a group without choices is left out, and kept as it was asked."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    since = forms.CharField(label=_("From"), required=False, max_length=60, widget=DayInput(past=True))
    until = forms.CharField(label=_("To"), required=False, max_length=60, widget=DayInput(past=True))

    def __init__(
        self, *args: Any, question: Question, offered: Mapping[str, Sequence[tuple[str, Any]]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["period"].choices = [*PERIODS.items(), ("", _("From a day to a day"))]  # type: ignore[attr-defined]
        self.initial = {"period": question.period}
        self.kept = [("cut", question.cut)]
        if not question.period:
            self.initial |= {
                "since": days.shown_date(question.since),
                "until": days.shown_date(question.until),
            }
            self.kept.append(("shown", shown_days(question.since, question.until)))
        for name, label in LABELS.items():
            choices = [one for one in offered.get(name, ()) if name not in UNOFFERED]
            if len(choices) > 1:
                chosen = list(question.chosen.get(name, ()))
                self.fields[name] = forms.MultipleChoiceField(
                    label=label,
                    choices=choices,
                    initial=chosen,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
        asked = question.chosen.items()
        self.kept += question.gone
        self.kept += [(name, value) for name, values in asked for value in values if name not in self.fields]
