"""Backups, as the owner of a business sees them.

1. A backup holds all businesses of the installation, so only who is entrusted with all of it gets at it.
2. One is made by the worker as soon as it is ordered; ordering and taking one away are recorded.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses import entrusting
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Business
from kesher.core.backups import keeping
from kesher.core.refusals import Problem, refuse_if
from kesher.core.tasks import make_nightly_backup


def problems(*, by: Any) -> list[Problem]:
    if entrusting.has_whole(by):
        return []
    sentence = _(
        "This installation holds several businesses, so its backups are for whoever is entrusted with all of it. The command “kesher owner” names that person."
    )
    return [Problem("backup-shared", sentence)]


def made() -> list[keeping.Backup]:
    """Newest first."""
    return keeping.made_backups()


@transaction.atomic
def order(business: Business, *, by: Any, now: datetime) -> None:
    refuse_if(problems(by=by))
    make_nightly_backup.enqueue()
    record(Kind.BACKUP_ORDERED, business, by=by, now=now)


@transaction.atomic
def taken(business: Business, *, name: str, by: Any, now: datetime) -> keeping.Backup:
    """The backup of this name, to be taken away."""
    refuse_if(problems(by=by))
    found = [one for one in made() if one.name == name]
    refuse_if([] if found else [Problem("backup-gone", _("This backup is no longer there."))])
    record(Kind.BACKUP_DOWNLOADED, business, by=by, now=now, name=name)
    return found[0]
