from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page, refusal
from kesher.core.refusals import Refused
from kesher.core.words import isolated
from kesher.customers import duplicates, merge_choices, merging, searching, unmerging
from kesher.customers.forms.merging import MergeForm
from kesher.customers.models import Merge
from kesher.customers.views import planning, record
from kesher.customers.views.reaching import person, saved, typed

SHOWN = 8


@staff_may(Permission.CUSTOMER_MERGE)
@require_GET
def choose(request: StaffRequest, customer_id: int) -> HttpResponse:
    """With whom: those alike, or found by what is typed; and the merges that can be undone."""
    customer = person(request, customer_id)
    text = request.GET.get("q", "").strip()
    people = request.business.customers.visible_to(request.staff).current().exclude(pk=customer.pk)
    found = searching.found(people, text, by=request.staff)[:SHOWN] if text else []
    details = {
        name: getattr(customer, name) for name in ("first_name", "last_name", "phone", "email", "id_number")
    }
    alike = (
        [] if text else duplicates.similar(request.business, by=request.staff, besides=customer, **details)
    )
    rows: list[Any] = [(one, []) for one in found] or [
        (one.customer, one.reasons) for one in alike if one.customer
    ]
    shown: dict[str, Any] = {
        "customer": customer,
        "rows": rows,
        "text": text,
        "merges": open_merges(request, customer_id),
    }
    return page(
        request, "customers/merge_choose.html", block="sheet" if "q" not in request.GET else "found", **shown
    )


def open_merges(request: StaffRequest, customer_id: int) -> list[Merge]:
    merges = request.business.merges.filter(survivor=customer_id, undone_at=None).select_related(
        "merged", "survivor"
    )
    now = timezone.now()
    return [one for one in merges if not unmerging.problems(one, now=now)]


@staff_may(Permission.CUSTOMER_MERGE)
def merge(request: StaffRequest, customer_id: int, other_customer_id: int) -> HttpResponse:
    """`customer_id` survives, the other one becomes part of it."""
    survivor, merged = person(request, customer_id), person(request, other_customer_id)
    choices = merge_choices.choices(survivor, merged, by=request.staff)
    form = MergeForm(typed(request), business=request.business, choices=choices)
    now = timezone.now()
    if form.is_bound and saved(form, merging.merge, survivor, merged, by=request.staff, now=now):
        made = request.business.merges.filter(survivor=survivor, merged=merged, undone_at=None).first()
        to = record.profile(request, survivor.pk)
        message = _("%(merged)s was merged into %(survivor)s.") % {
            "merged": isolated(merged),
            "survivor": isolated(survivor),
        }
        undo_url = address("customers:undo_merge", request.business.slug, made.pk) if made else ""
        return done(request, to=to, message=message, undo_url=undo_url)
    ahead = merging.foreseen(survivor, merged, by=request.staff)
    return planning.sheet(request, "customers/merge.html", ahead, form, survivor=survivor, merged=merged)


@staff_may(Permission.CUSTOMER_MERGE)
@require_POST
def undo(request: StaffRequest, merge_id: int) -> HttpResponse:
    people = request.business.customers.visible_to(request.staff)
    made = get_object_or_404(
        request.business.merges.filter(survivor__in=people, merged__in=people), pk=merge_id
    )
    to = record.profile(request, made.survivor_id)
    try:
        missed = unmerging.undo(made, by=request.staff, now=timezone.now())
    except Refused as refused:
        return refusal(request, refused, to)
    message = _("The merge was undone.")
    if missed:
        stays = ngettext("%(count)s change made since stays.", "%(count)s changes made since stay.", missed)
        message = f"{message} {stays % {'count': missed}}"
    return done(request, to=to, message=message)
