"""Backups: the whole installation in one file, made while it runs, verified before it is restored.

* `archiving`  the file: database, uploads, keys, and a manifest with row counts and a SHA-256 of each part
* `snapshots`  a consistent copy of the database, and back: SQLite's online copy, PostgreSQL's COPY in one snapshot
* `keeping`    the backups of this installation: making one, listing, forgetting the oldest
* `restoring`  verify, replace, count again

A backup holds the data of all businesses: only someone who answers for the installation may take it away.
"""
