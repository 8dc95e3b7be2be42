"""The sheet of an inquiry's details: the kinds to choose between, the customer's facts, similar open calls beside them."""

from typing import Any

from django.http import Http404, HttpResponse

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import fragment, page
from kesher.inquiries import (
    seeing,
    suggesting,
)
from kesher.inquiries.columns import KIND_ICONS
from kesher.inquiries.forms.inquiry import PLACE, OpeningForm
from kesher.inquiries.models import InquiryKind
from kesher.inquiries.views import addressing, beginning, offering


def sheet(request: StaffRequest, form: OpeningForm, *, title: Any, **shown: Any) -> HttpResponse:
    kind = form.kind
    given: dict[str, Any] = {
        "inquiry": None,
        "before": None,
        "kinds": [],
        "title": title,
        "icon_name": KIND_ICONS[kind],
        **shown,
    }
    given |= around(request, form, kind, dict(form.initial))
    given["answers"] = list(request.business.saved_answers.filter(retired_at=None))
    given["list_url"] = addressing.here(request)
    status = 422 if form.errors else 200
    return page(request, "inquiries/form.html", block="sheet", status=status, form=form, **given)


def kinds(request: StaffRequest, kind: str) -> list[dict[str, Any]]:
    """The other kinds, one press away."""
    url = request.get_full_path().split("?", 1)
    rest = f"?{url[1]}" if len(url) > 1 else ""
    return [
        {**one, "url": one["url"] + rest, "is_active": f"/{kind}/" in one["url"]}
        for one in offering.adding(request)
    ]


def around(request: StaffRequest, form: OpeningForm, kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the customer's fields: the promise, and similar open calls (shown at intake)."""
    similar: list[Any] = []
    if form.person and form.inquiry is None:
        near = suggesting.similar(form.person, kind=kind, chosen=chosen_keys(form))
        seen = set(
            seeing.seen_by(request.staff).filter(pk__in=[one.pk for one in near]).values_list("pk", flat=True)
        )
        similar = [one for one in near if one.pk in seen]
    facts_url = address("inquiries:customer_facts", request.business.slug, kind)
    return {"kind": kind, "facts": facts, "similar": similar, "facts_url": facts_url, "place": PLACE}


def chosen_keys(form: OpeningForm) -> dict[str, int | None]:
    """What is chosen so far, by id."""
    values = {name: form[name].value() for name in suggesting.LIKENESS}
    return {name: key_from(str(getattr(value, "pk", value) or "")) for name, value in values.items()}


@staff_may(Permission.INQUIRY_ADD)
def customer_facts(request: StaffRequest, kind: str) -> HttpResponse:
    """The customer was chosen (or a site, or equipment): the fields that follow from it. What was typed stays: a field
    is filled when it is empty, or still holds what was suggested before.
    """
    if kind not in InquiryKind.values:
        raise Http404
    typed = {name: request.GET.get(name, "") for name in ("customer", "type", *PLACE)}
    form = OpeningForm(kind=kind, staff=request.staff, business=request.business, initial=typed)
    chosen = {name: typed[name] for name in ("site", "equipment")}
    is_left = request.headers.get("HX-Trigger") == "id_site" and not typed["site"]
    facts = beginning.suggested(form.person, kind, **chosen, is_site_left=is_left) if form.person else {}
    for name in PLACE:
        if not typed[name] or typed[name] == request.GET.get(f"was_{name}", ""):
            form.initial[name] = facts.get(name, "")
    shown = around(request, form, kind, facts)
    return fragment(request, "inquiries/form_customer.html", "facts", form=form, **shown)
