"""All reports, in the order of their page: what each can be asked, and who may see it.

A report is a function `(staff, question, now) -> Table`; one that can be drilled into has a second, of its records. Both
take `most`, how many rows at the most, where the screen does not show all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.businesses.permissions import Permission
from kesher.reports import contract_report, inquiry_report, narrowing, workload_report
from kesher.reports.asking import Question
from kesher.reports.cuts import CUTS
from kesher.reports.tables import Table

Maker = Callable[..., Table]


def nothing(staff: Staff, query: Any) -> Mapping[str, Sequence[tuple[str, Any]]]:  # noqa: ARG001
    return {}


@dataclass(frozen=True)
class Report:
    key: str
    label: Any
    text: Any
    icon: str
    table: Maker
    right: Permission
    listed: Maker | None = None
    taken_with: Permission | None = None
    """the further right that taking the records away asks for, as their own list does"""
    cuts: Mapping[str, Any] = field(default_factory=dict)
    offered: Callable[[Staff, Any], Mapping[str, Sequence[tuple[str, Any]]]] = nothing


REPORTS = (
    Report(
        "inquiries",
        _("Inquiries report"),
        _("How many, of what, by whom, how fast; in any cut"),
        "inbox",
        inquiry_report.table,
        Permission.REPORT_VIEW,
        listed=inquiry_report.listed,
        taken_with=Permission.INQUIRY_EXPORT,
        cuts={name: cut.label for name, cut in CUTS.items()},
        offered=narrowing.offered,
    ),
    Report(
        "contracts",
        _("Service contracts report"),
        _("Hours and visits: granted, used, reserved, remaining, expired"),
        "file-certificate",
        contract_report.table,
        Permission.CONTRACT_VIEW,
    ),
    Report(
        "workload",
        _("Workload"),
        _("What lies before each staff member, and what was done"),
        "users-group",
        workload_report.table,
        Permission.INQUIRY_ALL,
    ),
)


def found(key: str, staff: Staff) -> Report:
    """404 for one that is not there; who lacks its right finds none either."""
    for one in shown_to(staff):
        if one.key == key:
            return one
    raise Http404


def may_take(report: Report, staff: Staff, *, is_list: bool) -> bool:
    right = report.taken_with if is_list else None
    return right is None or staff.may(right)


def shown_to(staff: Staff) -> list[Report]:
    return [one for one in REPORTS if staff.may(one.right)]


def made(
    report: Report, staff: Staff, question: Question, *, now: datetime, is_list: bool = False, **limits: Any
) -> Table:
    """`most`: how many rows; None: all of them; left out: as many as the screen shows."""
    maker = report.listed if is_list and report.listed else report.table
    return maker(staff, question, now=now, **(limits if report.listed else {}))
