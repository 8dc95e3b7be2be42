"""The page of one inquiry: head, the call's four tabs, thread, and what stands beside it. Each part is a page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.activity import reading
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import LOGGED_WITH, Permission
from kesher.businesses.requests import StaffRequest
from kesher.calendar import reminding
from kesher.core.addresses import address
from kesher.core.pages import kept_offline, page
from kesher.customers import veiling
from kesher.inquiries import (
    checking,
    columns,
    histories,
    portrait,
    recurring,
    removing,
    seeing,
    summing,
    ways,
)
from kesher.inquiries.kinds import GROUPS
from kesher.inquiries.models import Category, Inquiry, InquiryKind, LinkKind, TreatmentSubType
from kesher.inquiries.views import reaching
from kesher.inquiries.views import recurring as repeating
from kesher.inquiries.views.addressing import here, url_or_none

WORK_TABS: tuple[tuple[str, Any, str], ...] = (
    ("call", gettext_lazy("Call details"), "tool"),
    ("work", gettext_lazy("Work"), "clock-play"),
    ("parts", gettext_lazy("Parts"), "package"),
    ("external", gettext_lazy("External"), "truck"),
)
LINK_LABELS: dict[str, tuple[Any, Any]] = {
    LinkKind.RELATED: (LinkKind.RELATED.label, LinkKind.RELATED.label),
    LinkKind.BLOCKS: (LinkKind.BLOCKS.label, gettext_lazy("Blocked by")),
}
"""how a link reads from its first side, and from its second"""
P = Permission


@staff_may(Permission.INQUIRY_VIEW)
def show(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    if inquiry.merged_into_id:
        return redirect("inquiries:show", request.business.slug, inquiry.merged_into_id)
    allowed = may(request, inquiry)
    shown = head_facts(request, inquiry, allowed) | work_facts(request, inquiry, allowed)
    shown["reach"] = ways.of(inquiry, phone=inquiry.phone, place=inquiry.address)
    return kept_offline(page(request, "inquiries/show.html", block="sheet", **shown), person=request.staff)


@staff_may(Permission.INQUIRY_VIEW)
def head(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.whole(request, inquiry_id)
    facts = head_facts(request, inquiry, may(request, inquiry))
    return part(request, "inquiries/show_head.html", **facts)


@staff_may(Permission.INQUIRY_VIEW)
def work(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """Details, and for a service call its four tabs (R117-R121, R134)."""
    inquiry = reaching.whole(request, inquiry_id)
    facts = work_facts(request, inquiry, may(request, inquiry))
    return part(request, "inquiries/show_work.html", inquiry=inquiry, **facts)


@staff_may(Permission.INQUIRY_VIEW)
def thread(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    notes = inquiry.notes.filter(removed_at=None).select_related("author").order_by("pk")
    answers = list(request.business.saved_answers.filter(retired_at=None))
    people = [str(one) for one in request.business.staff.active()]
    shown: dict[str, Any] = {"notes": list(notes), "answers": answers, "people": people}
    shown["events"] = events(request, inquiry)
    return part(request, "inquiries/show_thread.html", inquiry=inquiry, may=may(request, inquiry), **shown)


@staff_may(Permission.INQUIRY_VIEW)
def around(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """Checklist, files, links, watchers, reminder."""
    inquiry = reaching.one(request, inquiry_id)
    links = request.business.inquiry_links.select_related("first__status", "second__status")
    files = inquiry.files.filter(removed_at=None).select_related("uploaded_by")
    watchers = [link.staff for link in inquiry.watchers.select_related("staff")]
    shown: dict[str, Any] = {
        "checklist": list(checking.standing(inquiry).select_related("done_by")),
        "files": list(files),
        "links": linked(inquiry, links, seen=seeing.seen_by(request.staff)),
        "watchers": watchers,
        "is_watching": request.staff.pk in {one.pk for one in watchers},
        "reminder": None if inquiry.is_closed else reminding.reminder_of(inquiry),
        "may": may(request, inquiry),
    }
    return part(request, "inquiries/show_around.html", inquiry=inquiry, **shown)


@staff_may(Permission.ACTIVITY_VIEW)
def log(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    return reading.show(
        request,
        histories.log_of(inquiry),
        hidden=[
            group
            for group, right in LOGGED_WITH.items()
            if group not in GROUPS and not request.staff.holds(right)
        ],
        staff=[(one.pk, str(one)) for one in request.business.staff.all()],
        now=timezone.now(),
        veil=partial(veiling.veiled, by=request.staff),
        title=_("Activity log"),
        subtitle=str(inquiry),
        back_url=reaching.page_of(request, inquiry),
        back_label=str(inquiry),
    )


def part(request: StaffRequest, template: str, **shown: Any) -> HttpResponse:
    given: dict[str, Any] = {**shown, "part": template, "link": links_of(request)}
    return kept_offline(page(request, "inquiries/part.html", block="part", **given), person=request.staff)


def links_of(request: StaffRequest) -> Callable[..., str]:
    """Addresses of pages about an inquiry; empty while nobody serves one."""
    return lambda name, *parts: url_or_none(f"inquiries:{name}", request.business.slug, *parts)


def head_facts(request: StaffRequest, inquiry: Inquiry, allowed: dict[str, bool]) -> dict[str, Any]:
    now = timezone.now()
    people = [link.staff for link in portrait.assignees(inquiry)]
    clocks = summing.bars(portrait.clocks(inquiry), now=now)
    return {
        "inquiry": inquiry,
        "link": links_of(request),
        "icon_name": columns.KIND_ICONS[inquiry.kind],
        "tone": columns.KIND_TONES[inquiry.kind],
        "people": people,
        "clocks": clocks,
        "statuses": portrait.statuses(request.business) if allowed["edit"] else [],
        "closed_category": Category.CLOSED,
        "menu": menu(request, inquiry, allowed),
        "again": repeating.told(inquiry),
        "may": allowed,
        "list_url": here(request),
        "target_mark": columns.mark(
            {"closed_at": inquiry.closed_at, "target_at": inquiry.target_at, "clock": ""}, now
        ),
    }


def work_facts(request: StaffRequest, inquiry: Inquiry, allowed: dict[str, bool]) -> dict[str, Any]:
    is_call = inquiry.kind == InquiryKind.SERVICE_CALL
    tab = request.GET.get("tab", "call")
    tab = tab if tab in {key for key, _label, _icon in WORK_TABS} else "call"
    lines = [summing.line(one) for one in (portrait.treatments(inquiry) if is_call else [])]
    by_tab = {key: [one for one in lines if one.tab == key] for key, _label, _icon in WORK_TABS}
    url = reaching.page_of(request, inquiry) + "work/"
    tabs = [
        {"label": label, "icon": picture, "url": f"{url}?tab={key}", "is_active": key == tab,
         "count": len(by_tab[key]) if key != "call" else 0}
        for key, label, picture in WORK_TABS
    ]  # fmt: skip
    return {
        "is_call": is_call, "tab": tab, "work_tabs": tabs, "lines": by_tab[tab], "all_lines": lines,
        "totals": summing.totals(lines), "may": allowed, "sub_types": TreatmentSubType,
        "spoken": columns.spoken,
    }  # fmt: skip


def linked(inquiry: Inquiry, links: Any, *, seen: Any) -> list[dict[str, Any]]:
    """The other side of each link, what this one goes on from, and what goes on from it; of what the reader may see."""
    found = [
        {"other": link.second, "label": LINK_LABELS[link.kind][0], "id": link.pk}
        for link in links.filter(first=inquiry, second__in=seen)
    ]
    found += [
        {"other": link.first, "label": LINK_LABELS[link.kind][1], "id": link.pk}
        for link in links.filter(second=inquiry, first__in=seen)
    ]
    before = seen.filter(pk=inquiry.follows_id) if inquiry.follows_id else []
    follows = [{"other": one, "label": _("Goes on from"), "id": 0} for one in before]
    followed_by = [
        {"other": one, "label": _("Followed by"), "id": 0}
        for one in seen.standing().filter(follows=inquiry).select_related("status").order_by("id")
    ]
    return [*follows, *followed_by, *found, *merges(inquiry)]


def merges(inquiry: Inquiry) -> list[dict[str, Any]]:
    """What became part of it, while that can be undone; a note of this one tells what stood in it, so anybody reads it."""
    rows = inquiry.merges_in.filter(undone_at=None).exclude(undo={}).select_related("merged").order_by("id")
    return [
        {"other": one.merged, "label": _("Merged into this one"), "id": 0, "merge_id": one.pk} for one in rows
    ]


def events(request: StaffRequest, inquiry: Inquiry) -> str:
    """Where the log of this inquiry stands; empty for who may not read it."""
    if not request.staff.may(P.ACTIVITY_VIEW):
        return ""
    return address("inquiries:log_of", request.business.slug, inquiry.pk)


def may(request: StaffRequest, inquiry: Inquiry) -> dict[str, bool]:
    staff, is_open = request.staff, not inquiry.removed_at
    return {
        "edit": is_open and staff.may(P.INQUIRY_EDIT),
        "assign": is_open and staff.may(P.INQUIRY_ASSIGN),
        "reopen": is_open and inquiry.is_closed and staff.may(P.INQUIRY_REOPEN),
        "remove": is_open and removing.may_remove(inquiry, staff),
        "merge": is_open and staff.may(P.INQUIRY_REMOVE),
        "log": staff.may(P.ACTIVITY_VIEW),
    }


def menu(request: StaffRequest, inquiry: Inquiry, allowed: dict[str, bool]) -> list[dict[str, Any]]:
    """What can be done with it beside the buttons of the head."""
    slug = request.business.slug

    def item(
        name: str, label: Any, picture: str, *, tone: str = "", is_shown: bool = True, is_drawer: bool = True
    ) -> dict[str, Any]:
        url = url_or_none(f"inquiries:{name}", slug, inquiry.pk)
        return {"label": label, "icon": picture, "url": url, "tone": tone, "drawer": is_drawer, "is_shown": is_shown}  # fmt: skip

    is_open, is_call = allowed["edit"] and not inquiry.is_closed, inquiry.kind == InquiryKind.SERVICE_CALL
    found = [
        item("work_order", _("Work order"), "file-type-pdf", is_shown=is_call, is_drawer=False),
        item("work_report", _("Work report"), "file-type-pdf", is_shown=is_call, is_drawer=False),
        item("sign", _("Customer's signature"), "signature", is_shown=is_call and allowed["edit"]),
        item("assign", _("Assign"), "user-plus", is_shown=allowed["edit"]),
        item("convert", _("Convert"), "arrows-exchange", is_shown=is_open),
        item("follow_up", _("Open a follow-up"), "arrow-forward-up", is_shown=allowed["edit"]),
        item("repeat", _("Recurrence"), "repeat", is_shown=is_open and inquiry.kind in recurring.KINDS),
        item("link", _("Link with another"), "link", is_shown=allowed["edit"]),
        item("merge", _("Merge into another"), "git-merge", is_shown=is_open and allowed["merge"]),
        item("reopen", _("Reopen"), "rotate", is_shown=allowed["reopen"]),
        item("remove", _("Delete"), "trash", tone="danger", is_shown=allowed["remove"]),
    ]
    return [one for one in found if one["is_shown"] and one["url"]]
