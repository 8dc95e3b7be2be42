"""Filters said as sentences, for the chips above a list and for the log.

1. Each filter in use is one sentence; alternatives are joined by "or".
2. Names come from the business's own rows; a filter of nothing that is offered says so.
3. The log, which stays when a person is erased, is told neither what was typed nor which person was chosen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import get_month_names
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.core import vanished
from kesher.core.words import isolated
from kesher.customers.columns import ROLE_LABELS
from kesher.customers.filtering import FIXED, ME, NAMES, NONE, Choice, Wanted
from kesher.customers.models import FieldKind
from kesher.customers.ranging import TO

ROLES = {**ROLE_LABELS, "staff": gettext_lazy("Staff member")}
SPANS = {
    "week": gettext_lazy("in the last 7 days"),
    "month": gettext_lazy("in the last 30 days"),
    "quarter": gettext_lazy("in the last 3 months"),
}
SENTENCES = {
    "role": gettext_lazy("Role: %(values)s"),
    "stage": gettext_lazy("Stage: %(values)s"),
    "tag": gettext_lazy("Tag: %(values)s"),
    "manager": gettext_lazy("Account manager: %(values)s"),
    "branch": gettext_lazy("Branch: %(values)s"),
    "source": gettext_lazy("Source: %(values)s"),
    "month": gettext_lazy("Birthday in %(values)s"),
    "added": gettext_lazy("Added %(values)s"),
}


@dataclass(frozen=True)
class Sentence:
    name: str
    label: str
    logged: str
    """rule 3; else the label"""


def sentence(name: str, label: str, *, logged: str = "") -> Sentence:
    return Sentence(name, label, logged or label)


def search(text: str) -> list[Sentence]:
    if not text:
        return []
    return [sentence("text", _("Search: “%(text)s”") % {"text": text}, logged=_("Search: typed text"))]


def sentences(wanted: Wanted, choices: Mapping[str, Sequence[Choice]]) -> list[Sentence]:
    said = search(wanted.text)
    for name in NAMES:
        if name in wanted.chosen:
            values = joined([value_label(name, value, choices) for value in wanted.chosen[name]])
            said.append(sentence(name, str(SENTENCES[name]) % {"values": values}))
    own = {choice.id: choice for choice in choices.get("field", [])}
    said += [own_sentence(own[key], value) for key, value in wanted.fields.items()]
    said += [sentence(name, gone_sentence(name)) for name in vanished.names_of(wanted.gone, wanted.chosen)]
    return [*said, sentence("is_archived", _("In the archive"))] if wanted.is_archived else said


def gone_sentence(name: str) -> str:
    said = SENTENCES.get(name, gettext_lazy("Field: %(values)s"))
    return str(said) % {"values": vanished.NOT_AVAILABLE}


def own_sentence(field: Choice, value: str) -> Sentence:
    is_typed = field.colour in {FieldKind.TEXT, FieldKind.LONG_TEXT}
    logged = f"{field.name}: {_('typed text')}" if is_typed else ""
    return sentence(f"field_{field.id}", f"{field.name}: {own_value(field, value)}", logged=logged)


def own_value(field: Choice, value: str) -> str:
    if field.colour in {FieldKind.NUMBER, FieldKind.DATE} and TO in value:
        return range_sentence(*value.split(TO, 1))
    answers = {"1": _("Yes"), "0": _("No")} if field.colour == FieldKind.YES_NO else {}
    return answers.get(value, value)


def range_sentence(first: str, last: str) -> str:
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": isolated(first), "last": isolated(last)}
    if first:
        return _("from %(first)s on") % {"first": isolated(first)}
    return _("up to %(last)s") % {"last": isolated(last)}


def value_label(name: str, value: str, choices: Mapping[str, Sequence[Choice]]) -> str:
    if name in FIXED:
        return str(fixed_labels(name)[value])
    if value == NONE:
        return _("none")
    if value == ME:
        return _("me")
    return next(choice.name for choice in choices[name] if str(choice.id) == value)


def fixed_labels(name: str) -> Mapping[str, Any]:
    return {"role": ROLES, "added": SPANS}.get(name) or months()


def months() -> dict[str, str]:
    names = get_month_names("wide", context="stand-alone", locale=translation.get_language() or "he")
    return {str(number): names[number] for number in range(1, 13)}


def joined(values: Sequence[str]) -> str:
    """a, b or c"""
    if len(values) == 1:
        return values[0]
    return _("%(several)s or %(last)s") % {"several": ", ".join(values[:-1]), "last": values[-1]}
