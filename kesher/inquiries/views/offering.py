"""What can be done on the handling screen, as far as the staff member may."""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy

from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.inquiries.bulk_changing import VERBS
from kesher.inquiries.views import addressing

ADDED: tuple[tuple[str, tuple[str, ...], Any, str, Permission], ...] = (
    ("inquiries:add", ("message",), gettext_lazy("New message"), "message-plus", Permission.INQUIRY_ADD),
    ("inquiries:add", ("task",), gettext_lazy("New task"), "checkbox", Permission.INQUIRY_ADD),
    ("inquiries:add", ("service-call",), gettext_lazy("New service call"), "tool", Permission.INQUIRY_ADD),
    ("calendar:add_meeting", (), gettext_lazy("New meeting"), "calendar-plus", Permission.DIARY_EDIT),
    ("inquiries:add", ("documentation",), gettext_lazy("New documentation"), "file-text", Permission.INQUIRY_ADD),
)  # fmt: skip
"""the chooser of the five kinds (AMB-22)"""


def adding(request: StaffRequest) -> list[dict[str, Any]]:
    """The five kinds, as far as this staff member may open them."""
    slug = request.business.slug
    found = [
        {"label": label, "icon": picture, "url": addressing.url_or_none(name, slug, *parts), "drawer": True}
        for name, parts, label, picture, right in ADDED
        if request.staff.may(right)
    ]
    return [one for one in found if one["url"]]


def may(request: StaffRequest) -> dict[str, bool]:
    rights = {
        "add": Permission.INQUIRY_ADD,
        "edit": Permission.INQUIRY_EDIT,
        "assign": Permission.INQUIRY_ASSIGN,
        "remove": Permission.INQUIRY_REMOVE,
        "take": Permission.INQUIRY_EXPORT,
    }
    return {name: request.staff.may(right) for name, right in rights.items()}


def bulk_actions(request: StaffRequest, query: str) -> list[dict[str, Any]]:
    """What can be done to many; the list's address goes along, for "all in the list"."""
    return [
        {
            "label": verb.label,
            "url": f"{addressing.here(request, name=f'inquiries:bulk_{key}')}?{urlencode({'list': query})}",
            "icon": verb.icon,
            "drawer": True,
        }
        for key, verb in VERBS.items()
        if request.staff.may(verb.right)
    ]
