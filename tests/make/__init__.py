"""Makers of rows: plain functions with sensible defaults."""

from tests.make.businesses import branch, business, staff, user
from tests.make.calendar import absence, meeting, resource
from tests.make.customers import customer
from tests.make.entitlements import lot

__all__ = ["absence", "branch", "business", "customer", "lot", "meeting", "resource", "staff", "user"]
