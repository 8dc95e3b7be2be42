"""What can be done with a person; higher apps register theirs beside these."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kesher.businesses.permissions import Permission
from kesher.core.actions import Action, Section, Tab, Way, always, register, register_tab
from kesher.core.addresses import address
from kesher.customers import numbers
from kesher.customers.models import Customer


def to(name: str) -> Any:
    """The address of a page about the person."""
    return lambda customer: address(name, customer.business.slug, customer.pk)


def is_open(customer: Customer, staff: Any) -> bool:  # noqa: ARG001
    return customer.is_current


def has_phone(customer: Customer, staff: Any) -> bool:  # noqa: ARG001
    return bool(customer.phone)


def has_whatsapp(customer: Customer, staff: Any) -> bool:  # noqa: ARG001
    return bool(numbers.for_whatsapp(customer))


def has_email(customer: Customer, staff: Any) -> bool:  # noqa: ARG001
    return bool(customer.email)


def add(
    key: str, label: Any, icon: str, name: str, *, section: Section = Section.DETAILS, **more: Any
) -> None:
    """An action in a drawer, for who may edit, on people who are not in the archive."""
    given: dict[str, Any] = {"permission": Permission.CUSTOMER_EDIT, "is_shown": is_open} | more
    register(Action(key=key, label=label, icon=icon, section=section, url=to(name), **given))


def is_open_human(customer: Customer, staff: Any) -> bool:
    return is_open(customer, staff) and not customer.is_company


def reach(key: str, label: Any, icon: str, url: Any, is_shown: Any, *, position: int) -> None:
    """A quick action: out of the product, to the person."""
    register(
        Action(
            key=key, label=label, icon=icon, section=Section.PROFILE, permission=None, url=url, is_shown=is_shown,
            way=Way.PAGE, is_quick=True, position=position,
        )
    )  # fmt: skip


reach("call", _("Call"), "phone", lambda one: f"tel:{one.phone}", has_phone, position=1)
reach(
    "whatsapp",
    _("WhatsApp"),
    "brand-whatsapp",
    lambda one: f"https://wa.me/{numbers.for_whatsapp(one)[1:]}",
    has_whatsapp,
    position=2,
)
reach("email", _("E-mail"), "mail", lambda one: f"mailto:{one.email}", has_email, position=3)
add("edit-contact", _("Edit contact details"), "pencil", "customers:edit_contact", position=10)
add("edit-invoice", _("Edit branch and invoice"), "receipt", "customers:edit_invoice", position=11)
add("edit-tags", _("Change tags"), "tags", "customers:edit_tags", position=12)
add("add-number", _("Add a number"), "phone-call", "customers:add_number", position=20)
add("add-address", _("Add an address"), "map-pin", "customers:add_address", position=21)
add("add-relation", _("Add a relation"), "users-group", "customers:add_relation", position=22)
add("give-consent", _("Give or withdraw consent"), "shield-check", "customers:edit_consent", position=23)
add(
    "print-card", _("Print card"), "printer", "customers:card",
    section=Section.PROFILE, permission=Permission.CUSTOMER_VIEW, is_shown=always, way=Way.PAGE, position=80,
)  # fmt: skip
add(
    "copy-link", _("Copy link"), "link", "customers:profile",
    section=Section.PROFILE, permission=Permission.CUSTOMER_VIEW, is_shown=always, way=Way.COPY, position=81,
)  # fmt: skip
add("add-note", _("Add note"), "note", "customers:add_note", section=Section.NOTES, position=30)
add(
    "upload-file", _("Upload file"), "upload", "customers:upload_files",
    section=Section.FILES, permission=Permission.FILE_EDIT, position=31,
)  # fmt: skip
add(
    "record-injury", _("Record an injury"), "heartbeat", "customers:add_injury",
    section=Section.INJURIES, permission=Permission.INJURY_EDIT, is_shown=is_open_human, position=32,
)  # fmt: skip

add("add-site", _("New site"), "map-pin", "customers:add_site", section=Section.SITES, position=40)
add(
    "add-equipment",
    _("New equipment"),
    "device-desktop",
    "customers:add_equipment",
    section=Section.SITES,
    position=41,
)


def is_restorable(customer: Customer, staff: Any) -> bool:  # noqa: ARG001
    return not customer.is_current and not customer.erased_at and not customer.merged_into_id


def is_erasable(customer: Customer, staff: Any) -> bool:  # noqa: ARG001
    return not customer.erased_at and not customer.merged_into_id


whole: dict[str, Any] = {"section": Section.PROFILE, "is_shown": is_open}
add(
    "convert",
    _("Convert"),
    "arrows-exchange",
    "customers:convert",
    permission=Permission.CUSTOMER_CONVERT,
    position=60,
    **whole,
)
add(
    "merge",
    _("Merge with …"),
    "git-merge",
    "customers:choose_merge",
    permission=Permission.CUSTOMER_MERGE,
    position=61,
    **whole,
)
add(
    "disclose", _("Export of personal data"), "file-export", "customers:ask_disclosure",
    section=Section.PROFILE, permission=Permission.CUSTOMER_EXPORT, is_shown=is_erasable, position=82,
)  # fmt: skip
add(
    "archive",
    _("Archive"),
    "archive",
    "customers:archive",
    permission=Permission.CUSTOMER_ARCHIVE,
    position=90,
    **whole,
)
add(
    "restore", _("Restore"), "arrow-back-up", "customers:restore",
    section=Section.PROFILE, permission=Permission.CUSTOMER_ARCHIVE, is_shown=is_restorable, way=Way.POST, position=90,
)  # fmt: skip
add(
    "erase", _("Erase personal data"), "user-x", "customers:erase", tone="danger",
    section=Section.PROFILE, permission=Permission.CUSTOMER_ERASE, is_shown=is_erasable, position=91,
)  # fmt: skip


register_tab(
    Tab(
        "notes",
        _("Notes"),
        "notes",
        "customers:notes_of",
        sections=(Section.NOTES, Section.PROFILE),
        position=20,
    )
)
register_tab(
    Tab(
        "sites", _("Sites and equipment"), "map-pins", "customers:sites_of",
        sections=(Section.SITES, Section.NOTES, Section.PROFILE), position=34,
    )
)  # fmt: skip
register_tab(
    Tab(
        "log", _("Activity log"), "activity", "customers:activity_of", Permission.ACTIVITY_VIEW,
        (Section.LOG, Section.NOTES, Section.PROFILE), position=90,
    )
)  # fmt: skip
