"""What the pages of an import show, in plain values; and its bad rows as a file to mend."""

from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import days, phones
from kesher.core.addresses import address
from kesher.core.sheets import writing
from kesher.core.sheets.columns import matched
from kesher.customers import importing, resuming, unimporting
from kesher.customers.forms.importing import ColumnsForm
from kesher.customers.import_fields import LABELS, Lists, headings
from kesher.customers.landing import CREATED, PROBLEM, SKIPPED, UPDATED, Landing
from kesher.customers.models import Import, ImportState
from kesher.customers.unimporting import KEPT, UNDONE, Ahead

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONES = {CREATED: "green", UPDATED: "blue", SKIPPED: "gray", PROBLEM: "red"}
STATES = {
    ImportState.UPLOADED: "yellow", ImportState.WAITING: "blue", ImportState.RUNNING: "blue", ImportState.DONE: "green",
    ImportState.FAILED: "red", ImportState.UNDOING: "orange", ImportState.UNDONE: "gray",
}  # fmt: skip
BUSY = {ImportState.WAITING, ImportState.RUNNING, ImportState.UNDOING}
SHOWN = 50


def outcomes() -> dict[str, str]:
    return {CREATED: _("New"), UPDATED: _("Update"), SKIPPED: _("Nothing new"), PROBLEM: _("Skipped")}


def listed(run: Import, request: StaffRequest, *, has_stopped: bool) -> dict[str, Any]:
    return {
        "id": run.pk,
        "name": run.file_name,
        "url": address("customers:import_run", request.business.slug, run.pk),
        "at": days.shown_moment(timezone.localtime(run.created_at)),
        "by": str(run.staff or _("The system")),
        "state": _("Stopped") if has_stopped else run.get_state_display(),
        "tone": "red" if has_stopped else STATES[ImportState(run.state)],
        "counts": [run.rows_read, run.created_count, run.updated_count, run.skipped_count],
    }


def columns(run: Import, form: ColumnsForm, lists: Lists) -> list[dict[str, Any]]:
    """Each column with its title, a few of its values, and its field of the form."""
    header, samples = headings(run.options.get("header", [])), run.options.get("samples", [])
    hidden = set() if lists.has_identity else identity_columns(run)
    return [
        {
            "title": title or _("Column %(number)s") % {"number": index + 1},
            "samples": [] if index in hidden else samples[index],
            "field": form[f"column_{index}"],
            "is_used": bool(samples[index]) or (str(index) in run.columns and not any(samples)),
        }
        for index, title in enumerate(header)
    ]


def identity_columns(run: Import) -> set[int]:
    """The columns called like an ID number, and those that somebody has said to hold one."""
    called = {
        index for index, match in matched(run.options.get("header", [])).items() if match.field == "id_number"
    }
    return called | {int(index) for index, name in run.columns.items() if name == "id_number"}


def hidden_columns(run: Import, request: StaffRequest) -> set[int]:
    return set() if request.staff.may(Permission.CUSTOMER_IDENTITY) else identity_columns(run)


def previewed(landing: Landing, hidden: set[int]) -> dict[str, Any]:
    """`hidden`: the columns that whoever looks may not read."""
    content = list(landing.reading.content)
    details, person = landing.reading.details, landing.person.details
    name = f"{details.get('first_name', '')} {details.get('last_name', '')}".strip()
    return {
        "number": landing.reading.row,
        "name": name or " · ".join(filter(None, mendable(content, len(content), hidden)))[:60] or "–",
        "outcome": outcomes()[landing.outcome],
        "tone": TONES[landing.outcome],
        "phone": phones.shown(details.get("phone") or person.get("phone", ""))
        if details.get("phone")
        else "",
        "email": details.get("email", ""),
        "town": landing.reading.address.get("town", ""),
        "tags": landing.reading.tags,
        "changes": changed(landing) if landing.outcome == UPDATED else "",
        "reason": landing.reasons,
    }


def changed(landing: Landing) -> str:
    """Which fields an update touches, in words."""
    names = [
        str(LABELS.get(name.removesuffix("_id"), "")) for name in landing.details if name != "source_key"
    ]
    names += [str(LABELS[name]) for name in landing.address]
    names += [str(LABELS["phone_2"])] if landing.numbers else []
    names += [str(LABELS["tags"])] if landing.tags else []
    names += [str(LABELS["notes"])] if landing.note else []
    names += [_("Custom fields")] if landing.fields else []
    return ", ".join(dict.fromkeys(name for name in names if name))


def progress(run: Import, *, now: datetime) -> dict[str, Any]:
    """What the page of a run shows; little while it is busy, since it asks every second."""
    if resuming.stopped(run.business, [run]):
        return ended(run, now=now) | {"has_stopped": True}
    if run.state == ImportState.UNDOING:
        total = run.rows.exclude(outcome__in=[PROBLEM, SKIPPED]).count()
        return {
            "is_busy": True,
            "at": run.rows.filter(outcome__in=[UNDONE, KEPT]).count(),
            "most": total or 1,
        }
    if run.state in BUSY:
        return {"is_busy": True, "at": run.rows_read, "most": run.rows_total or 1}
    return ended(run, now=now)


def ended(run: Import, *, now: datetime) -> dict[str, Any]:
    """What came of it."""
    kept = run.rows.filter(outcome=KEPT).select_related("customer")[:SHOWN]
    return {
        "is_busy": False,
        "state": run.get_state_display(),
        "tone": STATES[ImportState(run.state)],
        "troubles": [
            trouble(**row) for row in importing.with_problems(run).values("row", "reason", "outcome")[:SHOWN]
        ],
        "kept": [row.customer for row in kept if row.customer],
        "can_undo": not unimporting.problems(run, now=now),
        "finished": days.shown_moment(timezone.localtime(run.finished_at)) if run.finished_at else "",
    }


def trouble(*, row: int, reason: str, outcome: str) -> dict[str, Any]:
    """A row with a remark, and what became of it."""
    states = {PROBLEM: (_("Skipped"), "red"), SKIPPED: (_("Known already, nothing changed"), "gray")}
    state, tone = states.get(outcome, (_("Landed"), "yellow"))
    return {"row": row, "reason": reason, "state": state, "tone": tone}


def sentences(ahead: Ahead) -> list[str]:
    """What undoing would do."""
    said = [
        (ahead.removed, ngettext("%(count)s person whom the import added is removed.", "%(count)s people whom the import added are removed.", ahead.removed)),
        (ahead.restored, ngettext("%(count)s person gets back what the import changed, where it is still so.", "%(count)s people get back what the import changed, where it is still so.", ahead.restored)),
        (ahead.kept, ngettext("%(count)s person has been worked on since and stays.", "%(count)s people have been worked on since and stay.", ahead.kept)),
    ]  # fmt: skip
    return [sentence % {"count": count} for count, sentence in said if count]


@staff_may(Permission.CUSTOMER_IMPORT)
def take_excel(request: StaffRequest, import_id: int) -> HttpResponseBase:
    """The bad rows in their own columns; behind them the reason, and the number of whoever landed in spite of it."""
    run, heads, rows = bad_rows(request, import_id)
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    writing.write_excel(file, _("To mend"), heads, rows, rtl=translation.get_language_bidi())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{run.pk}-to-mend.xlsx", content_type=EXCEL)


@staff_may(Permission.CUSTOMER_IMPORT)
def take_csv(request: StaffRequest, import_id: int) -> HttpResponseBase:
    run, heads, rows = bad_rows(request, import_id)
    response = HttpResponse(b"".join(writing.write_csv(heads, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{run.pk}-to-mend.csv"'
    return response


def bad_rows(
    request: StaffRequest, import_id: int
) -> tuple[Import, list[writing.Column], Iterator[list[str]]]:
    run = get_object_or_404(importing.seen_by(request.staff), pk=import_id)
    header = headings(run.options.get("header", []))
    hidden = hidden_columns(run, request)
    # A file to mend that is mended again has our two columns once.
    ours = (_("What was wrong"), str(LABELS["own_number"]))
    kept = [index for index, title in enumerate(header) if title not in ours]
    heads = [writing.Column(title) for title in (*(header[index] for index in kept), *ours)]
    found = importing.with_problems(run).values_list("content", "reason", "customer__number").iterator()
    return (
        run,
        heads,
        (
            [*(mendable(content, len(header), hidden)[index] for index in kept), reason, str(number or "")]
            for content, reason, number in found
        ),
    )


def mendable(content: list[str], width: int, hidden: set[int]) -> list[str]:
    cells = (content + [""] * width)[:width]
    return ["" if index in hidden else cell for index, cell in enumerate(cells)]
