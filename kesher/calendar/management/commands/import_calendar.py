"""`kesher import-calendar FILE --business SLUG --staff USERNAME`: brings in meetings from an .ics file."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kesher.businesses import activating
from kesher.businesses.models import Business
from kesher.businesses.permissions import Module
from kesher.calendar import bringing_in, ics_reading
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused, refuse_if

SHOWN = 50


class Command(BaseCommand):
    help = "Bring in meetings from an iCalendar file (.ics) into a staff member's diary."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--business", required=True, metavar="SLUG")
        parser.add_argument("--staff", required=True, metavar="USERNAME")
        parser.add_argument("--dry-run", action="store_true", help="count only, write nothing")
        parser.add_argument("--json", action="store_true", help="print the counts and problems as JSON")
        parser.add_argument(
            "--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE
        )

    def handle(
        self, *, file: Path, business: str, staff: str, dry_run: bool, json: bool, **options: Any
    ) -> None:
        with override(options["language"]):
            found = Business.objects.filter(slug=business).first()
            if found is None:
                raise CommandError(_("There is no business %(slug)s.") % {"slug": business})
            with acting_for(found):
                outcome = brought_in(found, file, username=staff, is_rehearsal=dry_run)
            self.stdout.write(as_json(outcome) if json else summary(outcome, is_rehearsal=dry_run))


def brought_in(business: Business, file: Path, *, username: str, is_rehearsal: bool) -> bringing_in.Outcome:
    now, module = timezone.now(), Module.CUSTOMER_RELATIONS
    staff = business.staff.active().filter(user__username=username).first()
    if staff is None:
        raise CommandError(_("Nobody with the user name %(name)s works here.") % {"name": username})
    try:
        refuse_if(activating.hindrances(business, module, today=timezone.localdate(now), reads=is_rehearsal))
        with file.open("rb") as content:
            read = content.read(ics_reading.LARGEST + 1)
        return bringing_in.bring_in(business, read, staff=staff, by=None, now=now, is_rehearsal=is_rehearsal)
    except Refused as refused:
        raise CommandError(str(refused.problems[0].sentence)) from refused
    except OSError as error:
        raise CommandError(_("The file cannot be opened.")) from error


def counts(outcome: bringing_in.Outcome) -> dict[str, int]:
    return {name: getattr(outcome, name) for name in ("read", "created", "updated", "skipped")}


def as_json(outcome: bringing_in.Outcome) -> str:
    problems = [{"row": row, "reason": reason} for row, reason in outcome.problems]
    return json.dumps({**counts(outcome), "problems": problems}, ensure_ascii=False)


def summary(outcome: bringing_in.Outcome, *, is_rehearsal: bool) -> str:
    text = _("Rows read: %(read)s. Created: %(created)s, updated: %(updated)s, skipped: %(skipped)s.")
    lines = [_("This was a rehearsal; nothing was written.")] if is_rehearsal else []
    lines += [text % counts(outcome)]
    shown = outcome.problems[:SHOWN]
    lines += [_("Row %(row)s: %(reason)s") % {"row": row, "reason": reason} for row, reason in shown]
    if len(outcome.problems) > SHOWN:
        lines.append(_("… and %(count)s more.") % {"count": len(outcome.problems) - SHOWN})
    return "\n".join(lines)
