"""What a staff member may do, where, and in which modules: read on every page, so in one statement."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from kesher.businesses.models.role import with_included
from kesher.core.prepared import prepared

STATEMENT = """
SELECT 'role', CAST(role.permissions AS text), '' FROM businesses_staffrole link
  JOIN businesses_role role ON role.business_id = link.business_id AND role.id = link.role_id
  WHERE link.business_id = %(business)s AND link.staff_id = %(staff)s AND role.retired_at IS NULL
UNION ALL SELECT 'branch', CAST(branch_id AS text), '' FROM businesses_staffbranch
  WHERE business_id = %(business)s AND staff_id = %(staff)s
UNION ALL SELECT 'code', CAST(modules AS text), CAST(expires_on AS text) FROM (
  SELECT modules, expires_on FROM businesses_activation WHERE business_id = %(business)s ORDER BY id) codes
"""


@dataclass
class Rights:
    permissions: set[str] = field(default_factory=set)
    branch_ids: set[int] = field(default_factory=set)
    last_days: dict[str, date] = field(default_factory=dict)


def settle(staff: Any) -> None:
    """Fills in what `Staff.permissions`, `Staff.branch_ids` and `activating.last_days` would each read alone."""
    rights = Rights()
    with prepared(), connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"business": staff.business_id, "staff": staff.pk})
        for kind, value, day in cursor.fetchall():
            take(rights, kind, json.loads(value), day)
    staff.permissions, staff.branch_ids = with_included(rights.permissions), frozenset(rights.branch_ids)
    staff.business._last_days = rights.last_days  # noqa: SLF001


def take(rights: Rights, kind: str, value: Any, day: str) -> None:
    if kind == "role":
        rights.permissions |= set(value)
    elif kind == "branch":
        rights.branch_ids.add(value)
    else:
        rights.last_days |= dict.fromkeys(value, date.fromisoformat(day))
