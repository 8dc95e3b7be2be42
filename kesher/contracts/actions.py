"""What can be done about contracts on a customer's profile."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.businesses.permissions import Permission
from kesher.core.actions import Action, Section, Tab, Way, register, register_tab
from kesher.core.addresses import address


def is_open(customer: Any, staff: Any) -> bool:  # noqa: ARG001
    return bool(customer.is_current)


def new_url(customer: Any) -> str:
    return f"{address('contracts:add', customer.business.slug)}?customer={customer.pk}"


register(
    Action(
        key="add-contract", label=_("New service contract"), icon="file-certificate", section=Section.CONTRACTS,
        permission=Permission.CONTRACT_EDIT, url=new_url, is_shown=is_open, position=42,
    )
)  # fmt: skip
register(
    Action(
        key="statement", label=_("Statement of hours and visits"), icon="hourglass", section=Section.CONTRACTS,
        permission=Permission.CONTRACT_VIEW,
        url=lambda customer: address("entitlements:statement", customer.business.slug, customer.pk), way=Way.PAGE,
        position=43,
    )
)  # fmt: skip
register_tab(
    Tab(
        "contracts", _("Contracts"), "file-certificate", "contracts:of_customer", Permission.CONTRACT_VIEW,
        (Section.CONTRACTS, Section.SITES, Section.NOTES, Section.PROFILE), position=33,
    )
)  # fmt: skip
