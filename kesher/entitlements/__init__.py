"""One ledger for every entitlement: prepaid hours today, punches and classes tomorrow.

A lot is what was granted (quantity, unit, scope, validity); an entry is what happened to it and is never changed.
"""
