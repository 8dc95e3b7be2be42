"""Service contracts: what a customer is promised (response times, hours, visits, discounts), clause by clause.

A contract has versions; a clause belongs to a version. Hours are lots of the ledger (entitlements).
"""
