from kesher.entitlements.models.ledger import EntryKind, LedgerEntry, Lot, Unit

__all__ = ["EntryKind", "LedgerEntry", "Lot", "Unit"]
