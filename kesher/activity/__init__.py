"""The log, which is the outbox too: everything that ever happened, by whom, and what follows from it.

An entry holds ids and labels, no foreign keys, so it never blocks and never loses anything when live rows go.
Entries are immutable by trigger on both engines; the one change allowed is the redaction of a person's details.
"""
