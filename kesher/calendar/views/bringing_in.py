"""Bringing in an .ics file: what it would do is shown first; the same file sent once more with that sight's seal is brought in."""

from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import bringing_in
from kesher.calendar.bringing_in import Outcome
from kesher.calendar.forms.bringing_in import ImportForm
from kesher.calendar.views import naming, reaching
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import done, page, refusal
from kesher.core.refusals import Refused

SHOWN = 50


@staff_may(Permission.DIARY_EDIT)
def import_meetings(request: StaffRequest) -> HttpResponse:
    form = ImportForm(
        request.POST or None, request.FILES or None, business=request.business, by=request.staff
    )
    outcome, now = None, timezone.now()
    lines: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            outcome = brought_in(form, now=now, is_rehearsal=True)
            lines = previewed(outcome)
            if request.POST.get("seal") == seal(form, outcome):
                return told(request, brought_in(form, now=now), form=form, now=now)
        except Refused as refused:
            form.explain(refused)
    return page(
        request,
        "calendar/import.html",
        block="preview",
        status=422 if form.errors else 200,
        form=form,
        outcome=outcome,
        seal=seal(form, outcome) if outcome else "",
        rows=lines[:SHOWN],
        new_count=sum(one["is_new"] for one in lines),
        known_count=sum(not one["is_new"] for one in lines),
        problems=outcome.problems[:SHOWN] if outcome else [],
    )


def brought_in(form: ImportForm, *, now: datetime, is_rehearsal: bool = False) -> Outcome:
    return bringing_in.bring_in(
        form.business, form.cleaned_data["file"], staff=form.whose, by=form.by, now=now, is_rehearsal=is_rehearsal
    )  # fmt: skip


def seal(form: ImportForm, outcome: Outcome) -> str:
    """Of what the preview showed: another file, or another outcome, has another one and is shown first."""
    counts = outcome.created, outcome.updated, outcome.skipped, form.whose.pk
    return sha256(form.cleaned_data["file"] + repr(counts).encode()).hexdigest()[:32]


def told(request: StaffRequest, outcome: Outcome, *, form: ImportForm, now: datetime) -> HttpResponse:
    count = len(previewed(outcome))
    message = ngettext("%(num)s event was brought in.", "%(num)s events were brought in.", count)
    undo = urlencode({"made_at": now.isoformat(), "staff": form.whose.pk})
    undo_url = f"{address('calendar:undo_import', request.business.slug)}?{undo}" if outcome.created else ""
    first = min(outcome.meetings, key=lambda one: one.starts_at, default=None)
    to = reaching.diary_url(request, first)
    return done(request, to=to, message=message % {"num": count}, undo_url=undo_url)


@staff_may(Permission.DIARY_EDIT)
@require_POST
def undo_import(request: StaffRequest) -> HttpResponse:
    key, made_at = key_from(request.GET.get("staff", "")), moment(request.GET.get("made_at", ""))
    staff = get_object_or_404(request.business.staff.active(), pk=key)
    try:
        bringing_in.undo(request.business, made_at=made_at, staff=staff, by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, reaching.diary_url(request))
    return reaching.told(request, _("What the file brought is gone again."))


def moment(text: str) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found):
        raise Http404
    return found


def previewed(outcome: Outcome) -> list[dict[str, Any]]:
    """One line an event: its first turn, how it recurs, and how many turns there are."""
    lines = []
    for uid, turns in groupby(outcome.meetings, key=lambda one: one.uid):
        first, *others = turns
        lines.append(
            {
                "subject": first.subject, "when": naming.when(first), "place": first.place, "is_new": first.pk is None,
                "others": len(others), "is_private": first.is_private,
                "recurs": naming.recurs(outcome.rules.get(uid, "")),
            }
        )  # fmt: skip
    return lines
