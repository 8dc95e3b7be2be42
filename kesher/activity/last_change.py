"""Who changed a field of a row last, as the log has it.

1. Asked by the field's name or, as of a business's own fields, by its label.
2. The last entries on the row are looked through (LOOKED); who changed it before them is not known any more.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kesher.activity.models import Entry

LOOKED = 50


def of(row: Any) -> Callable[[str, str], tuple[str, datetime] | None]:
    """For a form of this row (core/opened.py)."""

    def who_changed(name: str, label: str) -> tuple[str, datetime] | None:
        entries = Entry.objects.of(row.business).on({type(row): [row.pk]}).newest_first()
        for who, at, details in entries.values_list("actor_label", "at", "details")[:LOOKED]:
            if {name, label} & set(details.get("changes", {})):
                return who or _("The system"), at
        return None

    return who_changed
