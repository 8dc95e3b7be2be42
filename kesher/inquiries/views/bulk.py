"""One change for many inquiries: choose, see what will happen, confirm."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.keys import key_from
from kesher.core.pages import done, page, refusal
from kesher.core.refusals import Problem, Refused
from kesher.inquiries import asking, bulk_changing, filtering, listing, seeing
from kesher.inquiries.bulk_changing import LIMIT, VERBS, BulkPlan, Verb
from kesher.inquiries.forms.bulk import BulkForm
from kesher.inquiries.views.addressing import here

SELECTED, LISTED = "selected", "listed"
FACTS = "inquiries-done inquiries-changed"


@staff_may(Permission.INQUIRY_EDIT)
def change(request: StaffRequest, verb_key: str) -> HttpResponse:
    """First the form, then (posted once) the preview, then (posted with what the preview showed) the deed."""
    verb, given = VERBS[verb_key], request.POST or request.GET
    form = BulkForm(
        request.POST or None, verb_key=verb_key, scopes=scopes(request, given), business=request.business
    )
    if request.method != "POST" or not form.is_valid():
        return sheet(request, verb, form, given, status=422 if form.errors else 200)
    rows, value = rows_in(request, given, form.cleaned_data["scope"]), form.value()
    if "seen" not in request.POST:
        plan = bulk_changing.foreseen(verb, rows, value=value, by=request.staff)
        return sheet(request, verb, form, given, plan=plan, problems=plan.problems)
    try:
        seen, now = request.POST["seen"], timezone.now()
        before = bulk_changing.change(verb, rows, value=value, seen=seen, by=request.staff, now=now)
    except Refused as refused:
        return sheet(request, verb, form, given, problems=refused.problems, status=422)
    to = "" if request.headers.get("HX-Request") else here(request, given.get("list", ""))
    return done(request, to=to, fact=FACTS, message=told(before), undo_url=keep(request, verb, before))


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def undo(request: StaffRequest) -> HttpResponse:
    """Takes back the last change for many that this session made here."""
    kept = request.session.get("bulk_inquiries")
    if not kept or kept["business"] != request.business.pk:
        return done(request, to="", message=_("There is nothing to undo."))
    before = {int(pk): was for pk, was in kept["before"].items()}
    verb, now = VERBS[kept["verb"]], timezone.now()
    try:
        count = bulk_changing.take_back(verb, before=before, by=request.staff, now=now)
    except Refused as refused:
        return refusal(request, refused, here(request))
    del request.session["bulk_inquiries"]
    message = ngettext("Undone for %(count)s inquiry.", "Undone for %(count)s inquiries.", count)
    return done(request, fact=FACTS, message=message % {"count": count})


def keep(request: StaffRequest, verb: Verb, before: dict[int, Any]) -> str:
    """Remembers for Undo; returns its address."""
    if not before or not verb.has_undo:
        return ""
    kept = {"verb": verb.key, "before": {str(pk): was for pk, was in before.items()}}
    request.session["bulk_inquiries"] = {**kept, "business": request.business.pk}
    return here(request, name="inquiries:undo_bulk")


def told(before: dict[int, Any]) -> str:
    count = len(before)
    return ngettext("%(count)s inquiry was changed.", "%(count)s inquiries were changed.", count) % {
        "count": count
    }


def scopes(request: StaffRequest, given: QueryDict) -> list[tuple[str, str]]:
    """Those selected, and the whole list when it is not the same."""
    count = len(set(given.getlist("selected")))
    chosen = ngettext("%(count)s selected inquiry", "%(count)s selected inquiries", count) % {"count": count}
    whole = rows_in(request, given, LISTED).order_by().values("pk")[: LIMIT + 1].count()
    text = f"{LIMIT:,}+" if whole > LIMIT else f"{whole:,}"
    return [
        *([(SELECTED, chosen)] if count else []),
        (LISTED, _("All in the list (%(count)s)") % {"count": text}),
    ]


def rows_in(request: StaffRequest, given: QueryDict, scope: str) -> Any:
    """Only inquiries that this staff member sees; other ids select nothing."""
    if scope == LISTED:
        query = QueryDict(given.get("list", "")[:2000])
        choices = filtering.choices_of(request.business, query, by=request.staff)
        wanted = asking.wanted(query, choices)
        return listing.found(wanted, by=request.staff, now=timezone.now()).inquiries
    ids = [key for one in given.getlist("selected") if (key := key_from(one))][: LIMIT + 1]
    return seeing.seen_by(request.staff).standing().filter(pk__in=ids)


def sheet(
    request: StaffRequest,
    verb: Verb,
    form: BulkForm,
    given: QueryDict,
    *,
    plan: BulkPlan | None = None,
    problems: list[Problem] | None = None,
    status: int = 200,
) -> HttpResponse:
    kept = [("list", given.get("list", "")), *(("selected", one) for one in given.getlist("selected"))]
    is_ready = plan is not None and not problems and bool(plan.ids)
    if is_ready:
        kept += [(name, one) for name in (*form.names, "scope") for one in given.getlist(name)]
    shown: dict[str, Any] = {"verb": verb, "form": form, "kept": kept, "plan": plan, "is_ready": is_ready}
    shown |= {"problems": problems or [], "back_url": here(request)}
    return page(request, "inquiries/bulk.html", block="sheet", status=status, **shown)
