"""Makers of rows: plain functions with sensible defaults."""

from tests.make.businesses import branch, business, staff, user
from tests.make.calendar import absence, meeting, resource
from tests.make.contracts import bank, contract, discount, equipment, response, site, visits
from tests.make.customers import customer
from tests.make.entitlements import lot
from tests.make.inquiries import inquiry, team
from tests.make.reminders import device, notice, reminder

__all__ = [
    "absence",
    "bank",
    "branch",
    "business",
    "contract",
    "customer",
    "device",
    "discount",
    "equipment",
    "inquiry",
    "lot",
    "meeting",
    "notice",
    "reminder",
    "resource",
    "response",
    "site",
    "staff",
    "team",
    "user",
    "visits",
]
