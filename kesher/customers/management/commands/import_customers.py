"""`kesher import-customers FILE --business SLUG`: brings in people from a CSV, Excel or vCard file."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesher.businesses import activating
from kesher.businesses.models import Business
from kesher.businesses.permissions import Module
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused, refuse_if
from kesher.customers import importing, rehearsing
from kesher.customers.landing import FILL, REPLACE, SKIP
from kesher.customers.models import Import, ImportState, Role
from kesher.customers.rehearsing import Count

SHOWN = 50


class Command(BaseCommand):
    help = "Bring in customers from a CSV, Excel or vCard file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--business", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="count only, write nothing")
        parser.add_argument("--json", action="store_true", help="print the counts and problems as JSON")
        parser.add_argument(
            "--role", choices=[Role.CUSTOMER, Role.LEAD], default=Role.CUSTOMER, help="of who is new"
        )
        parser.add_argument(
            "--known", choices=[REPLACE, FILL, SKIP], default=REPLACE, help="what happens to who is there"
        )
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE
        )

    def handle(self, *, file: Path, business: str, dry_run: bool, json: bool, **options: Any) -> None:
        with override(options["language"]):
            found = Business.objects.filter(slug=business).first()
            if found is None:
                raise CommandError(_("There is no business %(slug)s.") % {"slug": business})
            chosen = {name: options[name] for name in ("role", "known", "language")}
            with acting_for(found):
                count = brought_in(found, file, dry_run=dry_run, **chosen)
            self.stdout.write(as_json(count) if json else summary(count, dry_run=dry_run))


def brought_in(business: Business, file: Path, *, dry_run: bool, **chosen: Any) -> Count:
    """The counts; a rehearsal leaves nothing behind."""
    now, module = timezone.now(), Module.CUSTOMER_RELATIONS
    try:
        refuse_if(activating.hindrances(business, module, today=timezone.localdate(now), reads=dry_run))
        with file.open("rb") as content:
            run = importing.take(business, name=file.name, content=File(content), by=None, now=now)
    except Refused as refused:
        raise CommandError(str(refused.problems[0].sentence)) from refused
    except OSError as error:
        raise CommandError(_("The file cannot be opened.")) from error
    try:
        return carried_out(run, dry_run=dry_run, **chosen)
    except Refused as refused:
        raise CommandError(str(refused.problems[0].sentence)) from refused
    finally:
        importing.discard(run)


def carried_out(run: Import, *, dry_run: bool, **chosen: Any) -> Count:
    now = timezone.now()
    run = importing.settle(run, columns=rehearsing.columns_of(run), **chosen)
    if dry_run:
        return rehearsing.rehearse(run, now=now)
    run = importing.carry_on(importing.begin(run, by=None, now=now), now=now)
    if run.state == ImportState.FAILED:
        raise CommandError(run.failure)
    return Count(run.rows_read, run.created_count, run.updated_count, importing.told_problems(run))


def as_json(count: Count) -> str:
    counts = {
        "read": count.read,
        "created": count.created,
        "updated": count.updated,
        "skipped": count.skipped,
    }
    return json.dumps(
        {**counts, "problems": [{"row": row, "reason": reason} for row, reason in count.problems]},
        ensure_ascii=False,
    )


def summary(count: Count, *, dry_run: bool) -> str:
    counts = {
        "read": count.read,
        "created": count.created,
        "updated": count.updated,
        "skipped": count.skipped,
    }
    lines = [
        _("Rows read: %(read)s. Created: %(created)s, updated: %(updated)s, skipped: %(skipped)s.") % counts
    ]
    if dry_run:
        lines.insert(0, _("This was a rehearsal; nothing was written."))
    lines += [
        _("Row %(row)s: %(reason)s") % {"row": row, "reason": reason}
        for row, reason in count.problems[:SHOWN]
    ]
    if len(count.problems) > SHOWN:
        lines.append(_("… and %(count)s more.") % {"count": len(count.problems) - SHOWN})
    return "\n".join(lines)
