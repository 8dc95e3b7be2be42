"""The pages that keep views of a list: the same for every list, of this app or a higher one.

1. A list says its key, where it stands, how its four pages are named, and how it writes its own query.
2. Its app guards the pages; each of them is one call here.
3. Somebody else's own view, or a view of another list, does not exist.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core import signing
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.owned_form import OwnedForm
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.customers import saved_views
from kesher.customers.models import SavedView

SALT = "customers.saved-view"
KEPT_FOR = 24 * 3600


@dataclass(frozen=True)
class ViewedList:
    key: str
    home: str
    """the address's name of the list"""
    pages: str
    """those of its views' pages: "customers:{}_view" with add, edit, remove, restore"""
    written: Callable[[StaffRequest, str], str]
    """the query as the list itself would write it"""
    args: tuple[Any, ...] = ()
    """what stands in its addresses besides the business"""

    def here(self, request: StaffRequest, query: str = "") -> str:
        url = address(self.home, request.business.slug, *self.args)
        return f"{url}?{query}" if query else url

    def page(self, request: StaffRequest, verb: str, *ids: Any) -> str:
        return address(self.pages.format(verb), request.business.slug, *self.args, *ids)

    def tabs(
        self, request: StaffRequest, query: str, *, fixed: Iterable[tuple[Any, str]], views: list[SavedView]
    ) -> list[dict[str, Any]]:
        """The list's own views, (label, query), and the saved ones; the one that the address says is marked."""
        saved = [(view.name, view.query) for view in views]
        return [
            {"label": label, "url": self.here(request, one), "is_active": one == query}
            for label, one in [*fixed, *saved]
        ]

    def menu(self, request: StaffRequest, view: SavedView) -> list[dict[str, Any]]:
        edit_url, remove_url = (self.page(request, verb, view.pk) for verb in ("edit", "remove"))
        return [
            {"label": _("Rename or share"), "url": edit_url, "icon": "edit", "drawer": True},
            {
                "label": _("Remove the view"),
                "url": remove_url,
                "icon": "trash",
                "tone": "danger",
                "post": True,
            },
        ]


class ViewForm(OwnedForm):
    """A name for what the list shows now."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=60)
    is_shared = forms.BooleanField(label=gettext_lazy("Everybody sees it"), required=False)


class KeepForm(ViewForm):
    """A new view, or one that is there takes over what the list shows."""

    into = forms.ChoiceField(label=gettext_lazy("Save as"), required=False)

    def __init__(self, *args: Any, views: Iterable[SavedView], **options: Any) -> None:
        super().__init__(*args, **options)
        self.views = {str(view.pk): view for view in views}
        present = [(key, str(view)) for key, view in self.views.items()]
        into: Any = self.fields["into"]
        into.choices = [("", _("A new view")), (_("Update to what is shown now"), present)]
        if not present:
            del self.fields["into"]
        self.fields["name"].required = not self.data.get("into")

    @property
    def view(self) -> SavedView | None:
        return self.views.get(self.cleaned_data.get("into", ""))


def add(request: StaffRequest, within: ViewedList, *, now: datetime) -> HttpResponse:
    """Keeps the list's address, given as `list`, under a name, or in a view that is there."""
    query = within.written(request, request.GET.get("list", "")[:2000])
    views = saved_views.changeable(request.staff, list_key=within.key)
    form = KeepForm(request.POST or None, business=request.business, views=views)
    if request.method == "POST" and form.is_valid():
        try:
            return keep(request, within, form, query, now=now)
        except Refused as refused:
            form.explain(refused)
    action = f"{request.path}?{request.GET.urlencode()}"
    return sheet(request, within, form, title=_("Save as a view"), action=action)


def keep(
    request: StaffRequest, within: ViewedList, form: KeepForm, query: str, *, now: datetime
) -> HttpResponse:
    by, view, undo_url = request.staff, form.view, ""
    if view:
        undo_url = undoing(request, within, {"pk": view.pk, "query": view.query, "list_key": within.key})
        view = saved_views.take_over(view, query=query, by=by, now=now)
        message = _("The view %(name)s shows this now.") % {"name": view.name}
    else:
        named = {name: form.cleaned_data[name] for name in ("name", "is_shared")}
        view = saved_views.save(list_key=within.key, query=query, by=by, now=now, **named)
        message = _("The view %(name)s was saved.") % {"name": view.name}
    return done(request, to=within.here(request, view.query), message=message, undo_url=undo_url)


def undoing(request: StaffRequest, within: ViewedList, kept: Mapping[str, Any]) -> str:
    """The address that puts back what is kept, for whoever asks now."""
    token = signing.dumps({**kept, "business": request.business.pk, "staff": request.staff.pk}, salt=SALT)
    return f"{within.page(request, 'restore')}?view={token}"


def edit(request: StaffRequest, within: ViewedList, saved_view_id: int, *, now: datetime) -> HttpResponse:
    view = one(request, within, saved_view_id)
    initial = {"name": view.name, "is_shared": view.staff_id is None}
    form = ViewForm(request.POST or None, business=request.business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved_views.change(view, by=request.staff, now=now, **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=within.here(request, view.query), message=_("The view was changed."))
    return sheet(request, within, form, title=_("Rename the view"), action=request.path)


def remove(request: StaffRequest, within: ViewedList, saved_view_id: int, *, now: datetime) -> HttpResponse:
    view = one(request, within, saved_view_id)
    try:
        kept = saved_views.remove(view, by=request.staff, now=now)
    except Refused as refused:
        return done(request, to=within.here(request, view.query), message=refused.problems[0].sentence)
    undo_url = undoing(request, within, kept)
    message = _("The view %(name)s was removed.") % {"name": kept["name"]}
    return done(request, to=within.here(request), message=message, undo_url=undo_url)


def restore(request: StaffRequest, within: ViewedList, *, now: datetime) -> HttpResponse:
    """Puts a removed view back, or what a view showed before: all that it was stands, signed, in the address."""
    kept = opened(request.GET.get("view", ""))
    asker = (kept.pop("business", None), kept.pop("staff", None))
    if asker != (request.business.pk, request.staff.pk) or kept["list_key"] != within.key:
        raise Http404
    try:
        view = put_back(request, within, kept, now=now)
    except Refused as refused:
        return done(request, to=within.here(request), message=refused.problems[0].sentence)
    return done(request, to=within.here(request, view.query), message=_("The view is back."))


def put_back(request: StaffRequest, within: ViewedList, kept: dict[str, Any], *, now: datetime) -> SavedView:
    if "pk" not in kept:
        return saved_views.save(by=request.staff, now=now, **kept)
    view = one(request, within, kept["pk"])
    return saved_views.take_over(view, query=kept["query"], by=request.staff, now=now)


def opened(token: str) -> dict[str, Any]:
    try:
        kept: Mapping[str, Any] = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        raise Http404 from None
    return dict(kept)


def one(request: StaffRequest, within: ViewedList, saved_view_id: int) -> SavedView:
    """Rule 3."""
    views = {view.pk: view for view in saved_views.seen_by(request.staff, list_key=within.key)}
    if saved_view_id not in views:
        raise Http404
    return views[saved_view_id]


def sheet(
    request: StaffRequest, within: ViewedList, form: ViewForm, *, title: str, action: str
) -> HttpResponse:
    shown = {"form": form, "title": title, "action": action, "back_url": within.here(request)}
    return page(
        request, "customers/view_form.html", block="sheet", status=422 if form.errors else 200, **shown
    )
