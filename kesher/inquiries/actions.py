"""What can be opened for a person: beside the actions of the profile, and in every row's menu (A081-A087, AMB-22)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.businesses.permissions import Permission
from kesher.contracts import ranking
from kesher.core.actions import Action, Section, Tab, register, register_tab
from kesher.core.addresses import address
from kesher.customers.models import Customer
from kesher.inquiries.columns import KIND_ICONS
from kesher.inquiries.models import InquiryKind

LABELS = {
    InquiryKind.MESSAGE: _("New message"),
    InquiryKind.TASK: _("New task"),
    InquiryKind.SERVICE_CALL: _("New service call"),
    InquiryKind.DOCUMENTATION: _("New documentation"),
}


def to(kind: str) -> Any:
    return lambda customer: f"{address('inquiries:add', customer.business.slug, kind)}?customer={customer.pk}"


@ranking.offer
def priorities(business: Any) -> list[ranking.Rank]:
    """For which a contract's response time may differ; the most urgent first."""
    return [ranking.Rank(one.pk, one.name, bool(one.retired_at)) for one in business.priorities.all()]


def is_open(customer: Customer, staff: Any) -> bool:  # noqa: ARG001
    return customer.is_current


for place, (kind, label) in enumerate(LABELS.items()):
    register(
        Action(
            key=f"new-{kind}", label=label, icon=KIND_ICONS[kind], section=Section.INQUIRIES,
            permission=Permission.INQUIRY_ADD, url=to(kind), is_shown=is_open, position=40 + place,
            in_rows=10 * (place + 1),
        )
    )  # fmt: skip

OFFERED = (Section.INQUIRIES, Section.NOTES)
register_tab(
    Tab("tasks", _("Tasks"), "checkbox", "inquiries:tasks_of", Permission.INQUIRY_VIEW, OFFERED, position=30)
)
register_tab(
    Tab(
        "inquiries",
        _("Inquiries"),
        "inbox",
        "inquiries:of_customer",
        Permission.INQUIRY_VIEW,
        OFFERED,
        position=31,
    )
)
