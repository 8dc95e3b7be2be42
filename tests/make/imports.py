from django.core.files.base import ContentFile
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import importing, rehearsing

HEBREW = "שם פרטי,שם משפחה,נייד,דוא״ל\nנועה,כהן,050-2345678,noa@example.com\n"


def import_of(business, content=HEBREW, *, name="people.csv", by=None, now=None, columns=None, **options):
    """A file that was taken and settled, not started."""
    content = content if isinstance(content, bytes) else content.encode()
    with acting_for(business):
        run = importing.take(
            business, name=name, content=ContentFile(content), by=by, now=now or timezone.now()
        )
        return importing.settle(
            run, columns=columns or rehearsing.columns_of(run), **{"language": "en", **options}
        )


def imported(business, content=HEBREW, *, by=None, now=None, **options):
    """A file that was brought in."""
    now = now or timezone.now()
    run = import_of(business, content, by=by, now=now, **options)
    with acting_for(business):
        return importing.carry_on(importing.begin(run, by=by, now=now), now=now)


def problems(run):
    with acting_for(run.business):
        return [reason for _row, reason in importing.told_problems(run)]


def counts(run):
    return (run.rows_read, run.created_count, run.updated_count, run.skipped_count)
