"""One change for many people: choose, see what will happen, confirm."""

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
from kesher.customers import bulk_changing, filtering, listing
from kesher.customers.bulk_changing import LIMIT
from kesher.customers.bulk_planning import BulkPlan
from kesher.customers.bulk_verbs import VERBS, Verb
from kesher.customers.forms.bulk import BulkForm
from kesher.customers.models.customer import CustomerQuerySet
from kesher.customers.views.listing import here

SELECTED, LISTED = "selected", "listed"


@staff_may(Permission.CUSTOMER_EDIT)
def change(request: StaffRequest, verb_key: str) -> HttpResponse:
    """First the form, then (posted once) the preview, then (posted with what the preview showed) the deed."""
    verb, given = VERBS[verb_key], request.POST or request.GET
    offered: dict[str, Any] = {
        "business": request.business,
        "staff": request.staff,
        "scopes": scopes(request, given),
    }
    form = BulkForm(request.POST or None, verb=verb, **offered)
    if request.method != "POST" or not form.is_valid():
        return sheet(request, verb, form, given, status=422 if form.errors else 200)
    people, value = people_in(request, given, form.cleaned_data["scope"]), form.cleaned_data.get("value")
    if "seen" not in request.POST:
        plan = bulk_changing.foreseen(verb, people, value=value, by=request.staff)
        return sheet(request, verb, form, given, plan=plan, problems=plan.problems)
    try:
        seen, now = request.POST["seen"], timezone.now()
        before = bulk_changing.change(verb, people, value=value, seen=seen, by=request.staff, now=now)
    except Refused as refused:
        return sheet(request, verb, form, given, problems=refused.problems, status=422)
    undo_url = keep(request, verb, value, before)
    return done(
        request,
        to=plain_way(request, given),
        fact="customer-changed",
        message=told(before),
        undo_url=undo_url,
    )


@require_POST
@staff_may(Permission.CUSTOMER_EDIT)
def undo(request: StaffRequest) -> HttpResponse:
    """Takes back the last change for many that this session made here."""
    kept = request.session.get("bulk")
    if not kept or kept["business"] != request.business.pk:
        return done(request, to="", message=_("There is nothing to undo."))
    verb = VERBS[kept["verb"]]
    before = {int(pk): was for pk, was in kept["before"].items()}
    try:
        value, now = bulk_changing.value_kept(verb, kept["value"], request.staff), timezone.now()
        count = bulk_changing.take_back(verb, value=value, before=before, by=request.staff, now=now)
    except Refused as refused:
        return refusal(request, refused, here(request))
    del request.session["bulk"]
    message = ngettext("Undone for %(count)s person.", "Undone for %(count)s people.", count) % {
        "count": count
    }
    return done(request, fact="customer-changed", message=message)


def keep(request: StaffRequest, verb: Verb, value: Any, before: dict[int, Any]) -> str:
    """Remembers for Undo; returns its address."""
    kept = {
        "verb": verb.key,
        "value": value.pk if value else None,
        "before": {str(pk): was for pk, was in before.items()},
    }
    request.session["bulk"] = {**kept, "business": request.business.pk}
    return here(request, name="customers:undo_bulk") if before else ""


def told(before: dict[int, Any]) -> str:
    count = len(before)
    return ngettext("%(count)s person was changed.", "%(count)s people were changed.", count) % {
        "count": count
    }


def scopes(request: StaffRequest, given: QueryDict) -> list[tuple[str, str]]:
    """Those selected, and the whole list when it is not the same."""
    count = len(set(given.getlist("selected")))
    chosen = ngettext("%(count)s selected person", "%(count)s selected people", count) % {"count": count}
    offered = [(SELECTED, chosen)] if count else []
    return [*offered, (LISTED, _("All in the list (%(count)s)") % {"count": listed_count(request, given)})]


def listed_count(request: StaffRequest, given: QueryDict) -> str:
    count = people_in(request, given, LISTED).order_by().values("pk")[: LIMIT + 1].count()
    return f"{LIMIT:,}+" if count > LIMIT else f"{count:,}"


def people_in(request: StaffRequest, given: QueryDict, scope: str) -> CustomerQuerySet:
    """Only people of the business whom this staff member sees; other ids select nobody."""
    if scope == LISTED:
        query = QueryDict(given.get("list", "")[:2000])
        wanted = filtering.wanted(query, filtering.choices_of(request.business))
        found = listing.people_of(request.business, wanted, by=request.staff, today=timezone.localdate())
        return found.people
    ids = [key for one in given.getlist("selected") if (key := key_from(one))][: LIMIT + 1]
    return request.business.customers.visible_to(request.staff).filter(pk__in=ids)


def plain_way(request: StaffRequest, given: QueryDict) -> str:
    return "" if request.headers.get("HX-Request") else here(request, given.get("list", ""))


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
    is_ready = plan is not None and not problems and bool(plan.ids)
    kept = [("list", given.get("list", "")), *(("selected", one) for one in given.getlist("selected"))]
    shown = {
        "verb": verb,
        "form": form,
        "kept": kept,
        "plan": plan,
        "problems": problems or [],
        "is_ready": is_ready,
    }
    return page(request, "customers/bulk.html", block="sheet", status=status, back_url=here(request), **shown)
