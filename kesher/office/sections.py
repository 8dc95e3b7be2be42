"""The sections of the settings, in the order in which one looks for them.

1. A section is shown to those who hold its right; one that belongs to a locked module is hidden.
2. The activation code is shown to everybody: while a module is locked, it says whom to ask.
3. A page that is not there yet is left out.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from kesher.businesses import activating
from kesher.businesses.permissions import MODULE_OF, Permission
from kesher.core.addresses import address

P = Permission


@dataclass(frozen=True)
class Section:
    name: str
    """the page's name among the addresses"""
    label: Any
    text: Any
    icon: str
    right: Permission | None = None


SECTIONS = (
    Section(
        "businesses:details",
        _("Business details"),
        _("Name, tax number, logo, opening hours"),
        "building-store",
        P.BUSINESS_EDIT,
    ),
    Section("businesses:branches", _("Branches"), _("The places you work in"), "map-pins", P.BUSINESS_EDIT),
    Section("businesses:staff", _("Staff"), _("Who works here and may sign in"), "users-group", P.STAFF_VIEW),
    Section(
        "businesses:roles", _("Roles and rights"), _("Who may see and do what"), "shield-check", P.STAFF_EDIT
    ),
    Section(
        "office:lists", _("Lists"), _("Stages, sources, tags, custom fields"), "list-details", P.LIST_EDIT
    ),
    Section(
        "customers:imports", _("Import"), _("Bring people in from files"), "table-import", P.CUSTOMER_IMPORT
    ),
    Section(
        "calendar:working_hours",
        _("Working calendar"),
        _("Working hours, breaks, holidays, absences"),
        "calendar-time",
        P.CALENDAR_EDIT,
    ),
    Section(
        "calendar:reminder_presets",
        _("Usual reminders"),
        _("What the reminder of a new task, call or meeting begins with"),
        "bell",
        P.CALENDAR_EDIT,
    ),
    Section(
        "inquiries:service_rules",
        _("Service rules"),
        _("Reopening, escalation of response times, rounding of work"),
        "clock-exclamation",
        P.LIST_EDIT,
    ),
    Section("businesses:mail", _("Mail server"), _("Where messages go out from"), "mail", P.BUSINESS_EDIT),
    Section("businesses:security", _("Security"), _("Second factor for all staff"), "lock", P.BUSINESS_EDIT),
    Section(
        "businesses:activation", _("Activation code"), _("Which modules are open, and until when"), "key"
    ),
    Section(
        "businesses:backups",
        _("Backups"),
        _("Copies of everything, made and kept"),
        "database-export",
        P.BACKUP_MAKE,
    ),
    Section(
        "office:failed_work",
        _("Failed work"),
        _("What could not be done in the background"),
        "refresh-alert",
        P.JOB_RUN,
    ),
)


ELSEWHERE = ("calendar:reminder_presets", "inquiries:service_rules")
"""sections whose address stands with their own domain"""


def is_open(path: str, slug: str) -> bool:
    """Whether this is a page of the settings."""
    names = ("businesses:settings", *ELSEWHERE)
    return any(path.startswith(url) for url in (url_of(name, slug) for name in names) if url)


def sections(request: Any) -> list[dict[str, Any]]:
    """Plain values for the templates; the active one is the one whose address the path starts with."""
    slug = request.business.slug
    found = [(one, url_of(one.name, slug)) for one in SECTIONS if is_shown(request, one.right)]
    return [
        {
            "label": one.label,
            "text": one.text,
            "icon": one.icon,
            "url": url,
            "is_active": request.path.startswith(url),
        }
        for one, url in found
        if url
    ]


def is_shown(request: Any, right: Permission | None) -> bool:
    if right is None:
        return True
    module = MODULE_OF.get(right)
    locked = module and activating.state_of(request.business, module) == activating.State.LOCKED
    return bool(request.staff.may(right)) and not locked


def url_of(name: str, *parts: Any) -> str:
    """Empty while nobody serves it."""
    try:
        return address(name, *parts)
    except NoReverseMatch:
        return ""
