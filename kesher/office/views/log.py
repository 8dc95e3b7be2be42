import tempfile
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kesher.activity import reading, telling, timeline
from kesher.activity.models import Entry, EntryQuerySet
from kesher.activity.recording import record
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import LOGGED_WITH, Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.sheets.writing import Column, write_excel
from kesher.customers import veiling
from kesher.office.kinds import Kind

CHUNK = 1000


@staff_may(Permission.ACTIVITY_VIEW)
def log(request: StaffRequest) -> HttpResponse:
    """Everything that was ever done in this business, as far as the reader may see it."""
    export = address("office:export_log", request.business.slug)
    query = request.GET.urlencode()
    return reading.show(
        request,
        entries_for(request),
        hidden=hidden_from(request),
        staff=staff_names(request),
        now=timezone.now(),
        veil=partial(veiling.veiled, by=request.staff),
        people=lambda told: people(request, told),
        title=_("Activity log"),
        export_url=f"{export}?{query}" if query else export,
    )


@staff_may(Permission.ACTIVITY_VIEW)
@require_GET
def export_log(request: StaffRequest) -> HttpResponseBase:
    """The entries asked for, all of them, as a workbook; that it was taken away is recorded."""
    question = reading.asked(reading.QuestionForm(request.GET), staff_names(request))
    entries = timeline.found(entries_for(request), question, hidden=hidden_from(request))
    file = tempfile.TemporaryFile()  # noqa: SIM115 – closed by the response
    title, is_rtl = _("Activity log"), translation.get_language_bidi()
    count = write_excel(file, title, columns(), rows(request, entries), rtl=is_rtl)
    with transaction.atomic():
        record(Kind.LOG_EXPORTED, request.business, by=request.staff, now=timezone.now(), rows=str(count))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{title}.xlsx")


def entries_for(request: StaffRequest) -> EntryQuerySet:
    """Staff limited to branches see what concerns those branches' people, and what concerns no person."""
    entries = Entry.objects.of(request.business)
    if not request.staff.branch_ids:
        return entries
    seen = request.business.customers.visible_to(request.staff).values("pk")
    return entries.filter(Q(customer_id=None) | Q(customer_id__in=seen))


def hidden_from(request: StaffRequest) -> list[str]:
    return [group for group, right in LOGGED_WITH.items() if not request.staff.holds(right)]


def staff_names(request: StaffRequest) -> list[tuple[int, str]]:
    return [(one.pk, str(one)) for one in request.business.staff.all()]


def people(request: StaffRequest, told: list[telling.Told]) -> dict[int, tuple[str, str]]:
    """The names and addresses of the persons that the entries concern."""
    ids = {one.customer_id for one in told if one.customer_id}
    found = request.business.customers.visible_to(request.staff).filter(pk__in=ids)
    slug = request.business.slug
    return {
        pk: (name, address("customers:profile", slug, pk))
        for pk, name in found.values_list("pk", "full_name")
    }


def columns() -> list[Column]:
    return [
        Column(_("When"), "moment"), Column(_("Who")), Column(_("What"), width=28), Column(_("Person"), width=26),
        Column(_("Of what"), width=26), Column(_("Details"), width=60),
    ]  # fmt: skip


def rows(request: StaffRequest, entries: EntryQuerySet) -> Iterator[list[Any]]:
    before: int | None = None
    while True:
        chunk, before = timeline.page(entries, before=before, size=CHUNK)
        told = [telling.told(entry) for entry in veiling.veiled(chunk, by=request.staff)]
        names = people(request, told)
        for one in told:
            person = names.get(one.customer_id or 0, ("", ""))[0]
            yield [one.at, one.by or _("The system"), one.what, person, one.subject, in_words(one)]
        if before is None:
            return


def in_words(one: telling.Told) -> str:
    """What changed, on one line."""
    changes = [
        f"{part.field}: …" if part.is_untold else f"{part.field}: {part.before or '–'} → {part.after or '–'}"
        for part in one.changes
    ]
    return "; ".join([*changes, *(f"{label}: {value}" if label else value for label, value in one.facts)])
