"""The frame around every page: navigation, quick add, language, person and business. Plain values only."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kesher.businesses import activating
from kesher.businesses.permissions import MODULE_OF, Module, Permission
from kesher.core.addresses import address
from kesher.office import sections


def frame(request: Any) -> dict[str, Any]:
    """Context processor: `shell` and the toast that the last page left."""
    return {"shell": shell(request), "toast": request.session.pop("toast", None) if kept(request) else None}


def kept(request: Any) -> bool:
    """A fragment shows no toast, and who is asked for the password sees it afterwards."""
    is_shown = not request.headers.get("HX-Request") and "/reauthenticate/" not in request.path
    return is_shown and hasattr(request, "session") and "toast" in request.session


def shell(request: Any) -> SimpleNamespace:
    language = translation.get_language() or "he"
    user = getattr(request, "user", None)
    shown = SimpleNamespace(
        language=language,
        direction="rtl" if language == "he" else "ltr",
        theme=getattr(user, "theme", "") or request.COOKIES.get("theme", ""),
        theme_url=address("office:set_theme"),
        languages=languages(language),
        nav=[],
        bottom=[],
        quick_add=[],
        business=None,
        staff=None,
        search_url="",
        sections=[],
        notice=None,
        home_url="/",
    )
    if getattr(request, "staff", None):
        add_places(shown, request)
    return shown


def languages(current: str) -> list[dict[str, Any]]:
    names = [("he", "עברית"), ("en", "English")]
    url = address("office:set_language")
    return [{"code": code, "label": label, "is_active": code == current, "url": url} for code, label in names]


def add_places(shown: SimpleNamespace, request: Any) -> None:
    business, staff, slug = request.business, request.staff, request.business.slug
    shown.business, shown.staff = business, SimpleNamespace(name=str(staff), pk=staff.pk)
    shown.home_url, shown.today = address("office:dashboard", slug), timezone.localdate()
    if sections.is_open(request.path, slug):
        shown.sections = sections.sections(request)
    shown.notice = lapse(request)
    shown.nav = places(request, slug)
    shown.bottom = bottom(shown.nav, staff)
    shown.quick_add = quick_adds(request, slug)
    shown.search_url = address("office:search", slug) if open_to(request, Permission.CUSTOMER_VIEW) else ""
    shown.bell_url, shown.poll_url = address("messaging:menu", slug), address("messaging:poll", slug)
    shown.line_url = address("messaging:line", slug)
    shown.devices_url = address("messaging:devices", slug)
    shown.reminders_url = address("calendar:reminders", slug)
    shown.profile_url = address("office:account")
    shown.sign_out_url = address("account_logout")
    shown.switch_url = address("office:choose_business") if staff.works_elsewhere else ""


def lapse(request: Any) -> dict[str, Any] | None:
    """A module whose code has lapsed can only be read: said above every page."""
    business = request.business
    lapsed = [
        label
        for key, label in Module.choices
        if activating.state_of(business, key) == activating.State.LAPSED
    ]
    if not lapsed:
        return None
    text = gettext("The activation code has expired: %(modules)s can be read, not changed.") % {
        "modules": ", ".join(map(str, lapsed))
    }
    return {
        "text": text,
        "url": address("businesses:activation", business.slug),
        "link": gettext("Enter a new code"),
    }


PLACES = (
    ("office:dashboard", _("Dashboard"), "layout-dashboard", "d", None),
    ("inquiries:list", _("Inquiries"), "inbox", "i", Permission.INQUIRY_VIEW),
    ("inquiries:my_day", _("My day"), "route", "f", Permission.INQUIRY_EDIT),
    ("calendar:diary", _("Diary"), "calendar", "e", Permission.DIARY_VIEW),
    ("customers:list", _("Customers"), "users", "c", Permission.CUSTOMER_VIEW),
    ("contracts:list", _("Service contracts"), "file-certificate", "a", Permission.CONTRACT_VIEW),
    ("reports:home", _("Reports"), "chart-bar", "r", Permission.REPORT_VIEW),
    ("office:log", _("Activity log"), "history", "l", Permission.ACTIVITY_VIEW),
    ("businesses:settings", _("Settings"), "settings", "s", None),
)
"""the side navigation: page, name, icon, letter after g, right"""
QUICK_ADDS = (
    ("inquiries:add", ("message",), _("New message"), "message-plus", "m", Permission.INQUIRY_ADD),
    ("inquiries:add", ("task",), _("New task"), "checkbox", "t", Permission.INQUIRY_ADD),
    ("inquiries:add", ("service-call",), _("New service call"), "tool", "s", Permission.INQUIRY_ADD),
    ("calendar:add_meeting", (), _("New meeting"), "calendar-plus", "e", Permission.DIARY_EDIT),
    ("inquiries:add", ("documentation",), _("New documentation"), "file-text", "d", Permission.INQUIRY_ADD),
    ("customers:add", (), _("New customer"), "user-plus", "c", Permission.CUSTOMER_ADD),
)
"""page, what its address takes, name, icon, letter after n, right"""


def places(request: Any, slug: str) -> list[dict[str, Any]]:
    """The side navigation; a place that this person may not open, or that is not there yet, is not shown."""
    found = [
        (name, label, icon, key, sections.url_of(name, slug))
        for name, label, icon, key, right in PLACES
        if right is None or open_to(request, right)
    ]
    open_here = max(
        (one[-1] for one in found if one[-1] and request.path.startswith(one[-1])), key=len, default=""
    )
    if sections.is_open(request.path, slug):
        open_here = address("businesses:settings", slug)
    home = address("office:dashboard", slug)
    return [
        {"name": name, "label": label, "icon": icon, "url": url, "key": key, "badge": "",
         "is_active": url == open_here and (url != home or request.path == home)}
        for name, label, icon, key, url in found
        if url
    ]  # fmt: skip


def bottom(nav: list[dict[str, Any]], staff: Any) -> list[dict[str, Any]]:
    """The bar of phones: the stops of the day are for who handles their own inquiries, not for who sees everybody's."""
    hidden = "inquiries:my_day" if staff.may(Permission.INQUIRY_ALL) else ""
    return [one for one in nav if one["name"] != hidden][:4]


def quick_adds(request: Any, slug: str) -> list[dict[str, Any]]:
    found = [
        {"label": label, "icon": icon, "url": sections.url_of(name, slug, *parts), "key": key}
        for name, parts, label, icon, key, right in QUICK_ADDS
        if open_to(request, right) and request.staff.may(right)
    ]
    return [one for one in found if one["url"]]


def open_to(request: Any, right: Permission) -> bool:
    """The right is held and its module is not locked."""
    module = MODULE_OF.get(right)
    locked = module and activating.state_of(request.business, module) == activating.State.LOCKED
    return bool(request.staff.holds(right)) and not locked
