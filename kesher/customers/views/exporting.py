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
from kesher.customers import exporting, listing, phrasing
from kesher.customers.views.listing import asked

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_may(Permission.CUSTOMER_EXPORT)
def take_excel(request: StaffRequest) -> HttpResponseBase:
    heads, rows = contents(request)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    writing.write_excel(file, _("Customers"), heads, rows, rtl=translation.get_language_bidi())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name(request)}.xlsx", content_type=EXCEL)


@staff_may(Permission.CUSTOMER_EXPORT)
def take_csv(request: StaffRequest) -> HttpResponseBase:
    heads, rows = contents(request)
    lines = within(request, writing.write_csv(heads, rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name(request)}.csv"'
    return response


def contents(request: StaffRequest) -> tuple[list[writing.Column], Iterator[list[Any]]]:
    """Heads and rows; that they leave is written down."""
    wanted, choices = asked(request)
    by, today = request.staff, timezone.localdate()
    people = listing.people_of(request.business, wanted, by=by, today=today).people
    columns = listing.columns_of(wanted, choices, by=by)
    filters = [one.logged for one in phrasing.sentences(wanted, choices)]
    exporting.note(people, columns, filters=filters, by=by, now=timezone.now())
    return exporting.heads(columns), exporting.rows(people, columns, sort=wanted.sort, by=by, today=today)


def within(request: StaffRequest, lines: Iterator[bytes]) -> Iterator[bytes]:
    """The lines, made after the request has ended, still in its business and language."""
    with acting_for(request.business), translation.override(request.user.language):
        yield from lines


def name(request: StaffRequest) -> str:
    return f"{request.business.slug}-customers-{timezone.localdate():%Y-%m-%d}"
