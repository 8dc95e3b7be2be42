"""The frame around every page: navigation, quick add, language, person and business. Plain values only."""

from types import SimpleNamespace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kesher.businesses import activating
from kesher.businesses.permissions import MODULE_OF, Module, Permission
from kesher.core.addresses import address
from kesher.office import sections


def frame(request: Any) -> dict[str, Any]:
    """Context processor: `shell` and the toast that the last page left."""
    return {"shell": shell(request), "toast": request.session.pop("toast", None) if kept(request) else None}


def kept(request: Any) -> bool:
    return (
        hasattr(request, "session") and "toast" in request.session and not request.headers.get("HX-Request")
    )


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
        businesses=[],
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
    shown.home_url = address("office:dashboard", slug)
    if request.path.startswith(address("businesses:settings", slug)):
        shown.sections = sections.sections(request)
    shown.notice = lapse(request)
    shown.nav = [one for one in places(request, slug) if one]
    shown.bottom = shown.nav[:4]
    shown.quick_add = quick_adds(request, slug)
    shown.search_url = address("office:search", slug) if open_to(request, Permission.CUSTOMER_VIEW) else ""
    shown.profile_url = address("office:account")
    shown.sign_out_url = address("account_logout")
    shown.switch_url = address("office:choose_business")


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
    text = _("The activation code has expired: %(modules)s can be read, not changed.") % {
        "modules": ", ".join(map(str, lapsed))
    }
    return {
        "text": text,
        "url": address("businesses:activation", business.slug),
        "link": _("Enter a new code"),
    }


def places(request: Any, slug: str) -> list[dict[str, Any] | None]:
    """The side navigation; a place that this person may not open is not shown."""
    return [
        place(request, "office:dashboard", slug, label=_("Dashboard"), icon="layout-dashboard", key="d"),
        place(
            request,
            "customers:list",
            slug,
            label=_("Customers"),
            icon="users",
            key="c",
            right=Permission.CUSTOMER_VIEW,
        ),
        place(
            request,
            "office:log",
            slug,
            label=_("Activity log"),
            icon="history",
            key="l",
            right=Permission.ACTIVITY_VIEW,
        ),
        place(request, "businesses:settings", slug, label=_("Settings"), icon="settings", key="s"),
    ]


def place(
    request: Any, name: str, slug: str, *, label: str, icon: str, key: str, right: Permission | None = None
) -> dict[str, Any] | None:
    if right and not open_to(request, right):
        return None
    url = address(name, slug)
    exact = name == "office:dashboard"
    is_active = request.path == url if exact else request.path.startswith(url)
    return {"label": label, "icon": icon, "url": url, "key": key, "is_active": is_active, "badge": ""}


def quick_adds(request: Any, slug: str) -> list[dict[str, Any]]:
    if not open_to(request, Permission.CUSTOMER_ADD):
        return []
    return [
        {"label": _("New customer"), "icon": "user-plus", "url": address("customers:add", slug), "key": "c"}
    ]


def open_to(request: Any, right: Permission) -> bool:
    """The right is held and its module is not locked."""
    module = MODULE_OF.get(right)
    locked = module and activating.state_of(request.business, module) == activating.State.LOCKED
    return bool(request.staff.may(right)) and not locked
