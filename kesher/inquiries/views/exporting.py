"""The list as a file: exactly what its address shows."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.owning import acting_for
from kesher.core.sheets import writing
from kesher.inquiries import exporting, listing, phrasing
from kesher.inquiries.views.addressing import asked, order

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_may(Permission.INQUIRY_EXPORT)
def take_excel(request: StaffRequest) -> HttpResponseBase:
    heads, rows = contents(request)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    writing.write_excel(file, _("Inquiries"), heads, rows, rtl=translation.get_language_bidi())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name(request)}.xlsx", content_type=EXCEL)


@staff_may(Permission.INQUIRY_EXPORT)
def take_csv(request: StaffRequest) -> HttpResponseBase:
    heads, rows = contents(request)
    lines = within(request, writing.write_csv(heads, rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name(request)}.csv"'
    return response


def contents(request: StaffRequest) -> tuple[list[writing.Column], Iterator[list[Any]]]:
    """Heads and rows; that they leave is written down."""
    (wanted, choices), by, now = asked(request), request.staff, timezone.now()
    found, columns = listing.found(wanted, by=by, now=now), listing.columns_of(wanted)
    filters = [one.logged for one in phrasing.sentences(wanted, choices)]
    exporting.note(found, columns, filters=filters, by=by, now=now)
    return exporting.heads(columns), exporting.rows(found, columns, sort=order(wanted), by=by, now=now)


def within(request: StaffRequest, lines: Iterator[bytes]) -> Iterator[bytes]:
    """The lines, made after the request has ended, still in its business and language."""
    with acting_for(request.business), translation.override(request.user.language):
        yield from lines


def name(request: StaffRequest) -> str:
    return f"{request.business.slug}-inquiries-{timezone.localdate():%Y-%m-%d}"
