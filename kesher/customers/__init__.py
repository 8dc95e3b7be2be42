"""Customers: one person at every stage (lead, customer, former customer), with all that is known of them.

A person holds roles with from/to dates (lead, customer, staff member). A stage is where a lead stands on its way.
The main phone and e-mail stand on the person; further numbers are `ContactNumber`. Consent is per channel and
purpose, with its source, and its history is kept. Injuries are medical: shown by need, each read logged.
"""
