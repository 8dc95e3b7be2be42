"""Erasing a person: the ledger keeps its numbers and forgets what they were called."""

from kesher.customers.models import Customer


def forget(customer: Customer) -> None:
    entries = customer.business.ledger_entries.filter(lot__customer=customer)
    entries.update(subject_label="", reason="")
