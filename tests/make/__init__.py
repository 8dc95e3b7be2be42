"""Makers of rows: plain functions with sensible defaults."""

from tests.make.businesses import branch, business, staff, user
from tests.make.customers import customer
from tests.make.reminders import device, notice, reminder

__all__ = ["branch", "business", "customer", "device", "notice", "reminder", "staff", "user"]
