"""Shared mechanics that know no domain: owning, refusals, days, money, jobs, pages, sheets."""
