"""The first steps of a new business: what the dashboard shows until there are customers.

1. While the customers are locked the activation code is the first step: for who may enter it, else for whom to ask.
2. What needs no code can be done meanwhile; what needs one waits, and says so.
3. Somebody is offered the steps that they may do; a step that was done is ticked.
4. With the first customer the steps are over.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.businesses import activating
from kesher.businesses.models import Business, Staff
from kesher.businesses.permissions import MODULE_OF, Module, Permission

P = Permission


@dataclass(frozen=True)
class Step:
    label: Any
    text: Any
    icon: str
    name: str
    """the page's name among the addresses"""
    right: Permission
    is_done: bool = False
    is_waiting: bool = False
    """for the code"""
    in_drawer: bool = False


def is_locked(business: Business) -> bool:
    return activating.state_of(business, Module.CUSTOMER_RELATIONS) == activating.State.LOCKED


def steps(business: Business, staff: Staff) -> list[Step]:
    """Rules 1 to 3."""
    locked = is_locked(business)
    found = [
        Step(_("Enter the activation code"), _("Opens customers, inquiries and the diary"), "key", "businesses:activation", P.ACTIVATION_EDIT, is_done=not locked),
        Step(_("Details and opening hours"), _("Name, tax number, logo, hours"), "building-store", "businesses:details", P.BUSINESS_EDIT, is_done=bool(business.opening_hours)),
        Step(_("Add the staff"), _("Invited by e-mail or by a link"), "users-group", "businesses:staff", P.STAFF_EDIT, is_done=business.staff.active().count() > 1),
        Step(_("Bring customers in from a file"), _("From Excel, Google or Outlook"), "table-import", "customers:import", P.CUSTOMER_IMPORT),
        Step(_("Add the first customer"), _("Who calls, asks or comes"), "user-plus", "customers:add", P.CUSTOMER_ADD, in_drawer=True),
    ]  # fmt: skip
    return [waiting(one, locked=locked) for one in found if staff.may(one.right)]


def waiting(step: Step, *, locked: bool) -> Step:
    """Rule 2."""
    return replace(step, is_waiting=locked and step.right in MODULE_OF)
