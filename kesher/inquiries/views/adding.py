"""Opening an inquiry of one of the four kinds, and changing one; what choosing the customer fills in."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import presetting
from kesher.calendar.forms.reminding import shown as shown_reminder
from kesher.calendar.reminding import reminder_of
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import done, fragment, page
from kesher.core.refusals import Refused
from kesher.inquiries import (
    announcing,
    assigning,
    changing,
    filing,
    following,
    opening,
    portrait,
    progressing,
    reminding,
    seeing,
    suggesting,
)
from kesher.inquiries.columns import KIND_ICONS
from kesher.inquiries.forms.inquiry import PLACE, OpeningForm
from kesher.inquiries.models import Inquiry, InquiryKind
from kesher.inquiries.views import listing, reaching

TITLES = {
    InquiryKind.MESSAGE: gettext_lazy("New message"),
    InquiryKind.TASK: gettext_lazy("New task"),
    InquiryKind.SERVICE_CALL: gettext_lazy("New service call"),
    InquiryKind.DOCUMENTATION: gettext_lazy("New documentation"),
}


@staff_may(Permission.INQUIRY_ADD)
def add(request: StaffRequest, kind: str) -> HttpResponse:
    """`?customer=`, `?at=` and `?follows=` come from where one pressed."""
    if kind not in InquiryKind.values:
        raise Http404
    typed, before = reaching.typed(request), followed(request)
    form = OpeningForm(
        typed, request.FILES or None, kind=kind, staff=request.staff, business=request.business,
        initial=(beginning(request, before, kind) if typed is None else {}) | reminder(request, kind),
    )  # fmt: skip
    inquiry = opened(request, form, kind, before) if form.is_bound and form.is_valid() else None
    if inquiry is not None:
        message = " ".join(
            [
                _("Number %(number)s was opened.") % {"number": inquiry.number},
                *filed(request, form, inquiry),
                *(remind(request, form, inquiry) if form.cleaned_data.get("remind_at") else []),
            ]
        )
        to = reaching.page_of(request, inquiry) if reaching.stands_alone(request) else ""
        return done(request, to=to, fact=reaching.FACTS, message=message)
    if typed is not None:
        form.initial = {**form.initial, **beginning(request, before, kind)}
    return sheet(request, form, title=TITLES[InquiryKind(kind)], kinds=kinds(request, kind), before=before)


@staff_may(Permission.INQUIRY_ADD)
def follow_up(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """The form of the likeliest kind, filled from the one that is followed."""
    inquiry = reaching.one(request, inquiry_id)
    url = address("inquiries:add", request.business.slug, following.next_kind(inquiry))
    return redirect(f"{url}?follows={inquiry.pk}")


def followed(request: StaffRequest) -> Inquiry | None:
    key = key_from(request.GET.get("follows", "")) or 0
    rows = seeing.seen_by(request.staff).standing().select_related(*portrait.RELATED)
    inquiry: Inquiry | None = rows.filter(pk=key).first() if key else None
    return inquiry


def beginning(request: StaffRequest, before: Inquiry | None, kind: str) -> dict[str, Any]:
    return going_on(request, before, kind) if before else given(request, kind)


def reminder(request: StaffRequest, kind: str) -> dict[str, Any]:
    """The usual one, unless the form came back without any."""
    is_asked = request.method != "POST" or request.POST.get("remind_at")
    return presetting.begins_with(request.business, kind) if is_asked else {}


def given(request: StaffRequest, kind: str) -> dict[str, Any]:
    """What the form starts with: whoever writes handles it, the customer's facts, the moment that was pressed."""
    initial: dict[str, Any] = {"staff": [request.staff], "customer": request.GET.get("customer", "")}
    if request.staff.branch_ids:
        initial["branch"] = min(request.staff.branch_ids)
    if request.GET.get("at"):
        initial["starts_at" if kind == InquiryKind.SERVICE_CALL else "target_at"] = request.GET["at"][:40]
    people = request.business.customers.visible_to(request.staff)
    customer = people.filter(pk=key_from(initial["customer"]) or 0).first()
    return initial | (suggested(customer, kind) if customer else {})


def going_on(request: StaffRequest, before: Inquiry, kind: str) -> dict[str, Any]:
    """What the followed one had; where it had nothing, the customer's facts."""
    had = {name: value for name, value in following.start(before, kind=kind).items() if value}
    people = request.business.customers.visible_to(request.staff)
    customer = people.filter(pk=before.customer_id).first() if before.customer_id else None
    return (suggested(customer, kind) if customer else {}) | had


def opened(request: StaffRequest, form: OpeningForm, kind: str, before: Inquiry | None) -> Inquiry | None:
    told: dict[str, Any] = {
        "kind": kind,
        "checklist": form.check_lines(),
        "by": request.staff,
        "now": timezone.now(),
    }
    try:
        inquiry = (
            following.follow_up(before, **told, **form.given())
            if before
            else opening.open_inquiry(request.business, **told, **form.given())
        )
    except Refused as refused:
        form.explain(refused)
        return None
    return inquiry


def filed(request: StaffRequest, form: OpeningForm, inquiry: Inquiry) -> list[str]:
    """The files that could not be kept, each with its reason: the inquiry stands without them."""
    problems = filing.upload_each(inquiry, form.chosen_files(), by=request.staff, now=timezone.now())
    return [_("Not kept: %(reason)s") % {"reason": one.sentence} for one in problems]


def remind(request: StaffRequest, form: OpeningForm, inquiry: Inquiry) -> list[str]:
    """Sets it as chosen; what to tell when it cannot be, since the inquiry got no time."""
    if "remind_at" not in form.fields:
        return []
    wanted = form.reminder(reminding.time_of(inquiry))
    reminding.keep(inquiry, wanted, by=request.staff, now=timezone.now())
    is_lost = form.cleaned_data["remind_at"] and "remind_at" in form.changed_data and wanted is None
    return [_("The reminder was not set: there is no time to count from.")] if is_lost else []


@staff_may(Permission.INQUIRY_EDIT)
def edit(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    form = OpeningForm(
        reaching.typed(request), kind=inquiry.kind, staff=request.staff, inquiry=inquiry,
        business=request.business, initial=shown_of(inquiry),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        details = form.given()
        if reaching.saved(form, lambda **_typed: changed(request, inquiry, details)):
            lost = remind(request, form, inquiry.fresh())
            return reaching.told(request, inquiry, " ".join([_("The inquiry was changed."), *lost]))
    return sheet(request, form, title=_("Edit details"), inquiry=inquiry)


def changed(request: StaffRequest, inquiry: Inquiry, details: dict[str, Any]) -> None:
    """Each part by its own verb: who handles it, where it stands, the rest; all or nothing."""
    now, by = timezone.now(), request.staff
    handling = {"staff": list(announcing.handlers_of(inquiry)), "team": inquiry.team}
    handling |= {name: details.pop(name) for name in handling if name in details}
    status, percent = details.pop("status", None), details.pop("percent", None)
    with transaction.atomic():
        assigning.assign(inquiry, **handling, by=by, now=now)
        changing.change(inquiry, by=by, now=now, **details)
        if percent is not None and not inquiry.is_closed:
            progressing.set_percent(inquiry, percent=percent, by=by, now=now)
        if status is not None:
            progressing.set_status(inquiry, status=status, by=by, now=now)


def shown_of(inquiry: Inquiry) -> dict[str, Any]:
    initial: dict[str, Any] = {name: getattr(inquiry, name) for name in (*opening.FIELDS, "team")}
    initial["staff"] = [link.staff_id for link in inquiry.assignees.all()]
    return initial | shown_reminder(reminder_of(inquiry), anchor=reminding.time_of(inquiry))


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
    facts = suggested(form.person, kind, **chosen, is_site_left=is_left) if form.person else {}
    for name in PLACE:
        if not typed[name] or typed[name] == request.GET.get(f"was_{name}", ""):
            form.initial[name] = facts.get(name, "")
    shown = around(request, form, kind, facts)
    return fragment(request, "inquiries/form_customer.html", "facts", form=form, **shown)


def suggested(
    customer: Any, kind: str, *, site: str = "", equipment: str = "", is_site_left: bool = False
) -> dict[str, Any]:
    """Of suggesting.suggestion, for a site or equipment that is chosen already."""
    chosen = {
        "site": customer.sites.filter(pk=site).first() if site.isdecimal() else None,
        "equipment": customer.equipment.filter(pk=equipment).first() if equipment.isdecimal() else None,
    }
    return suggesting.suggestion(
        customer, kind=kind, day=timezone.localdate(), is_site_left=is_site_left, **chosen
    )


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


def kinds(request: StaffRequest, kind: str) -> list[dict[str, Any]]:
    """The other kinds, one press away."""
    url = request.get_full_path().split("?", 1)
    rest = f"?{url[1]}" if len(url) > 1 else ""
    return [
        {**one, "url": one["url"] + rest, "is_active": f"/{kind}/" in one["url"]}
        for one in listing.adding(request)
    ]


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
    given["list_url"] = listing.here(request)
    status = 422 if form.errors else 200
    return page(request, "inquiries/form.html", block="sheet", status=status, form=form, **given)
