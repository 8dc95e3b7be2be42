from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.customers import filtering, saved_views
from kesher.customers.forms.filtering import ViewForm
from kesher.customers.models import SavedView
from kesher.customers.views.listing import here

SALT = "customers.saved-view"
KEPT_FOR = 24 * 3600


@staff_may(Permission.CUSTOMER_VIEW)
def add(request: StaffRequest) -> HttpResponse:
    """Keeps the list's address, given as `list`, under a name."""
    query = checked(request, request.GET.get("list", ""))
    form = ViewForm(request.POST or None, business=request.business)
    if request.method == "POST" and form.is_valid():
        try:
            view = saved_views.save(query=query, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            message = _("The view %(name)s was saved.") % {"name": view.name}
            return done(request, to=here(request, view.query), message=message)
    return sheet(request, form, title=_("Save as a view"), action=f"{request.path}?{request.GET.urlencode()}")


@staff_may(Permission.CUSTOMER_VIEW)
def edit(request: StaffRequest, saved_view_id: int) -> HttpResponse:
    view = one(request, saved_view_id)
    initial = {"name": view.name, "is_shared": view.staff_id is None}
    form = ViewForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved_views.change(view, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=here(request, view.query), message=_("The view was changed."))
    return sheet(request, form, title=_("Rename the view"), action=request.path)


@require_POST
@staff_may(Permission.CUSTOMER_VIEW)
def remove(request: StaffRequest, saved_view_id: int) -> HttpResponse:
    view = one(request, saved_view_id)
    try:
        kept = saved_views.remove(view, by=request.staff, now=timezone.now())
    except Refused as refused:
        return done(request, to=here(request, view.query), message=refused.problems[0].sentence)
    token = signing.dumps({**kept, "business": request.business.pk, "staff": request.staff.pk}, salt=SALT)
    undo_url = f"{address('customers:restore_view', request.business.slug)}?view={token}"
    message = _("The view %(name)s was removed.") % {"name": kept["name"]}
    return done(request, to=here(request), message=message, undo_url=undo_url)


@require_POST
@staff_may(Permission.CUSTOMER_VIEW)
def restore(request: StaffRequest) -> HttpResponse:
    """Puts a removed view back: all that it was stands, signed, in the address."""
    try:
        kept = signing.loads(request.GET.get("view", ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        raise Http404 from None
    if (kept.pop("business"), kept.pop("staff")) != (request.business.pk, request.staff.pk):
        raise Http404
    try:
        view = saved_views.save(by=request.staff, now=timezone.now(), **kept)
    except Refused as refused:
        return done(request, to=here(request), message=refused.problems[0].sentence)
    return done(request, to=here(request, view.query), message=_("The view is back."))


def one(request: StaffRequest, saved_view_id: int) -> SavedView:
    """Somebody else's own view does not exist here."""
    views = {view.pk: view for view in saved_views.seen_by(request.staff)}
    if saved_view_id not in views:
        raise Http404
    return views[saved_view_id]


def checked(request: StaffRequest, query: str) -> str:
    """The query as the list itself would write it."""
    choices = filtering.choices_of(request.business)
    return filtering.wanted(QueryDict(query[:2000]), choices).query()


def sheet(request: StaffRequest, form: ViewForm, *, title: str, action: str) -> HttpResponse:
    shown: dict[str, Any] = {"form": form, "title": title, "action": action, "back_url": here(request)}
    return page(
        request, "customers/view_form.html", block="sheet", status=422 if form.errors else 200, **shown
    )
