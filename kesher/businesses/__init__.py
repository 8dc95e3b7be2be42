"""Businesses and who works in them: branches, staff, roles and rights, activation, settings, users.

A business is the tenant. A user signs in; a staff member is that user's place in one business; a role is an
editable row of rights. A person may work in several businesses and switches between them by address.
"""
