"""Merging an inquiry into another one: which, what would happen, done; and undone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.inquiries import merging, seeing, unmerging
from kesher.inquiries.forms.linking import OtherForm
from kesher.inquiries.models import Inquiry
from kesher.inquiries.views import linking, reaching


@staff_may(Permission.INQUIRY_REMOVE)
def merge(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """`seen` says that the preview was shown."""
    inquiry = reaching.one(request, inquiry_id)
    form = OtherForm(
        reaching.typed(request), business=request.business, seen=linking.others_of(request, inquiry)
    )
    if not form.is_bound or not form.is_valid():
        return sheet(request, inquiry, form, other=None)
    other = form.cleaned_data["other"]
    problems = merging.problems(other, inquiry, by=request.staff)
    seen = request.POST.get("seen", "")
    if seen and not problems:
        try:
            made = merging.merge(other, inquiry, by=request.staff, now=timezone.now(), seen=seen)
        except Refused as refused:
            problems = refused.problems
        else:
            return merged(request, made)
    return sheet(request, inquiry, form, other=other, problems=problems)


def sheet(
    request: StaffRequest, inquiry: Inquiry, form: OtherForm, *, other: Inquiry | None, problems: Any = ()
) -> HttpResponse:
    ahead = merging.foresee(other, inquiry) if other and not problems else None
    shown: dict[str, Any] = {"inquiry": inquiry, "form": form, "other": other, "ahead": ahead}
    status = 422 if form.errors or problems else 200
    return page(
        request, "inquiries/merge.html", block="sheet", status=status, problems=list(problems), **shown
    )


def merged(request: StaffRequest, made: Any) -> HttpResponse:
    message = _("Number %(merged)s is now part of number %(survivor)s.") % {
        "merged": made.merged.number,
        "survivor": made.survivor.number,
    }
    undo_url = address("inquiries:unmerge", request.business.slug, made.pk)
    return done(request, to=reaching.page_of(request, made.survivor), message=message, undo_url=undo_url)


@require_POST
@staff_may(Permission.INQUIRY_REMOVE)
def undo(request: StaffRequest, inquiry_merge_id: int) -> HttpResponse:
    rows = request.business.inquiry_merges.filter(survivor__in=seeing.seen_by(request.staff))
    made = get_object_or_404(
        rows.select_related("survivor__business", "merged__business"), pk=inquiry_merge_id
    )
    message = _("The merge was undone: both inquiries are what they were.")
    return reaching.carried_out(
        request, made.survivor, unmerging.undo, made, message=message, facts=reaching.ALL_FACTS
    )
