"""Makers of rows: plain functions with sensible defaults."""

from tests.make.businesses import branch, business, staff, user
from tests.make.customers import customer

__all__ = ["branch", "business", "customer", "staff", "user"]
