from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kesher.businesses.guards import staff_only
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.keys import key_from
from kesher.core.pages import done, fragment, page
from kesher.messaging import noticing, pulse

FACT = "notices-changed"
AT_A_GLANCE, PAGE = 8, 50


@staff_only
@require_GET
def list_notices(request: StaffRequest) -> HttpResponse:
    """All that this staff member was told, and what rings now."""
    before = key_from(request.GET.get("before", ""))
    rows = noticing.of(request.staff).filter(pk__lt=before) if before else noticing.of(request.staff)
    notices = list(rows[: PAGE + 1])
    shown = notices[:PAGE]
    return page(
        request,
        "messaging/list.html",
        block="rows",
        notices=shown,
        due=[] if before else pulse.due(request.staff, timezone.now()),
        has_unread=any(one.read_at is None for one in shown),
        more=shown[-1].pk if len(notices) > PAGE else None,
    )


@staff_only
@require_GET
def menu(request: StaffRequest) -> HttpResponse:
    """What opens at the bell: the newest notices and the reminders that are due."""
    notices = list(noticing.of(request.staff)[:AT_A_GLANCE])
    ringing = pulse.due(request.staff, timezone.now())[:AT_A_GLANCE]
    return fragment(request, "messaging/menu.html", "menu", notices=notices, due=ringing)


@staff_only
@require_GET
def open_notice(request: StaffRequest, notice_id: int) -> HttpResponse:
    """Read by opening it; goes to the page that it leads to."""
    notice = get_object_or_404(noticing.of(request.staff), pk=notice_id)
    noticing.read(request.staff, notice_id=notice.pk, now=timezone.now())
    is_ours = notice.path.startswith("/") and not notice.path.startswith("//")
    return HttpResponseRedirect(notice.path if is_ours else home(request))


@staff_only
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    noticing.read(request.staff, now=timezone.now())
    return done(request, to="" if request.htmx else home(request), fact=FACT, message=_("All is read."))


def home(request: StaffRequest) -> str:
    return address("messaging:list", request.business.slug)
