"""Makers of rows: plain functions with sensible defaults."""

from tests.make.businesses import branch, business, staff, user
from tests.make.calendar import absence, meeting, resource
from tests.make.customers import customer
from tests.make.reminders import device, notice, reminder

__all__ = [
    "absence", "branch", "business", "customer", "device", "meeting", "notice", "reminder", "resource", "staff", "user",
]  # fmt: skip
