"""Reports: a function of business and question that returns a table, and three ways to show any table.

A question is an address (period, cut, filters), so a report can be kept, shared and reloaded. No report writes.
"""
