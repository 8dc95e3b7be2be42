from typing import Any

from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import settling
from kesher.businesses.forms.places import DetailsForm, LogoForm
from kesher.businesses.guards import staff_may, staff_only
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import phones, uploads
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Problem, Refused, refuse_if

LOGO_LIMIT = 5 * 1024 * 1024


@staff_may(Permission.BUSINESS_EDIT)
def details(request: StaffRequest) -> HttpResponse:
    business = request.business
    form = DetailsForm(request.POST or None, business=business, initial=known(request))
    if request.method == "POST" and form.is_valid():
        try:
            settling.change(business, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            return done(request, to=here(request), message=_("The details were saved."))
    return shown(request, form=form, logo_form=LogoForm(business=business))


@require_POST
@staff_may(Permission.BUSINESS_EDIT)
def change_logo(request: StaffRequest) -> HttpResponse:
    form = LogoForm(request.POST, request.FILES, business=request.business)
    if form.is_valid():
        try:
            content = checked(form.cleaned_data["logo"])
            settling.set_logo(request.business, content=content, by=request.staff, now=timezone.now())
        except Refused as refused:
            form.add_error("logo", [str(problem.sentence) for problem in refused.problems])
        else:
            return done(request, to=here(request), message=_("The logo was saved."))
    details_form = DetailsForm(business=request.business, initial=known(request))
    return shown(request, form=details_form, logo_form=form)


@require_POST
@staff_may(Permission.BUSINESS_EDIT)
def remove_logo(request: StaffRequest) -> HttpResponse:
    settling.set_logo(request.business, content=None, by=request.staff, now=timezone.now())
    return done(request, to=here(request), message=_("The logo was removed."))


@staff_only
def logo(request: StaffRequest) -> HttpResponseBase:
    if not request.business.logo:
        raise Http404
    name = str(request.business.logo.name)
    kind = {"png": "image/png", "webp": "image/webp"}.get(name.rpartition(".")[2], "image/jpeg")
    return FileResponse(request.business.logo.open(), content_type=kind)


def known(request: StaffRequest) -> dict[str, Any]:
    details = {name: getattr(request.business, name) for name in settling.DETAILS}
    return {**details, "phone": phones.shown(request.business.phone)}


def checked(file: Any) -> Any:
    """A picture by its content, drawn anew."""
    kept = uploads.accepted(getattr(file, "name", "") or "logo", file, limit=LOGO_LIMIT)
    refuse_if(
        []
        if kept.content_type.startswith("image/")
        else [Problem("logo-kind", _("A logo is a picture: JPEG, PNG or WebP."))]
    )
    return ContentFile(kept.content, kept.name)


def shown(request: StaffRequest, *, form: DetailsForm, logo_form: LogoForm) -> HttpResponse:
    hours = form.fields["opening_hours"].days(form["opening_hours"].value())  # type: ignore[attr-defined]
    status = 422 if form.errors or logo_form.errors else 200
    block = "logo_box" if logo_form.is_bound else "sheet"
    return page(
        request,
        "businesses/details.html",
        block=block,
        status=status,
        form=form,
        logo_form=logo_form,
        hours=hours,
    )


def here(request: StaffRequest) -> str:
    return address("businesses:details", request.business.slug)
