"""Filters said as sentences, for the chips above the list and for the log.

1. Each filter in use is one sentence; alternatives are joined by "or". Tab and scope are places, not filters.
2. Names come from the business's own rows; a filter of nothing that is offered says so. The log is told no person's.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.core import vanished
from kesher.customers.phrasing import SPANS, Sentence, joined, search, sentence
from kesher.inquiries.asking import FIXED, ME, MEETING, NAMES, NONE, PLACES, Choices, Wanted
from kesher.inquiries.models import BillingStatus, Category, Channel, InquiryKind

KIND_LABELS: dict[str, Any] = {
    **{kind.value: kind.label for kind in InquiryKind},
    MEETING: gettext_lazy("Meeting"),
}
DUE_LABELS = {
    "overdue": gettext_lazy("overdue"),
    "today": gettext_lazy("today"),
    "week": gettext_lazy("within 7 days"),
    "missed": gettext_lazy("response time missed"),
    "risk": gettext_lazy("response time at risk"),
}
SCOPE_LABELS = {
    "mine": gettext_lazy("Mine"),
    "team": gettext_lazy("My team"),
    "unassigned": gettext_lazy("Unassigned"),
    "all": gettext_lazy("All active"),
    "closed": gettext_lazy("Closed"),
}
FIXED_LABELS: dict[str, Mapping[str, Any]] = {
    "kind": KIND_LABELS,
    "scope": SCOPE_LABELS,
    "category": dict(Category.choices),
    "channel": dict(Channel.choices),
    "billing": dict(BillingStatus.choices),
    "due": DUE_LABELS,
    "opened": {**SPANS, "year": gettext_lazy("in the last year")},
}
SENTENCES = {
    "due": gettext_lazy("Target: %(values)s"),
    "status": gettext_lazy("Status: %(values)s"),
    "category": gettext_lazy("State: %(values)s"),
    "type": gettext_lazy("Type: %(values)s"),
    "priority": gettext_lazy("Priority: %(values)s"),
    "assignee": gettext_lazy("Assignee: %(values)s"),
    "team": gettext_lazy("Team: %(values)s"),
    "customer": gettext_lazy("Customer: %(values)s"),
    "branch": gettext_lazy("Branch: %(values)s"),
    "channel": gettext_lazy("Came by: %(values)s"),
    "contract": gettext_lazy("Service contract: %(values)s"),
    "opened": gettext_lazy("Opened %(values)s"),
    "billing": gettext_lazy("Billing: %(values)s"),
}


def sentences(wanted: Wanted, choices: Choices) -> list[Sentence]:
    said = search(wanted.text)
    for name in NAMES:
        if name in wanted.chosen and name not in PLACES:
            values = joined([value_label(name, value, choices) for value in wanted.chosen[name]])
            logged = _("Customer: chosen by name") if name == "customer" else ""
            said.append(sentence(name, str(SENTENCES[name]) % {"values": values}, logged=logged))
    nothing = {"values": vanished.NOT_AVAILABLE}
    gone = vanished.names_of(wanted.gone, wanted.chosen)
    return [*said, *(sentence(name, str(SENTENCES[name]) % nothing) for name in gone)]


def value_label(name: str, value: str, choices: Choices) -> str:
    if name in FIXED:
        return str(FIXED_LABELS[name][value])
    if value == NONE:
        return _("none")
    if value == ME:
        return _("me")
    return next(choice.name for choice in choices[name] if str(choice.id) == value)
