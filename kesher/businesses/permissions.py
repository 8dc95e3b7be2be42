"""The whole product's rights on one page, NOUN_VERB, in groups; and the roles that a new business starts with."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Module(models.TextChoices):
    """What an activation code opens."""

    CUSTOMER_RELATIONS = "customer-relations", _("Customer relations")
    STUDIO = "studio", _("Studio and memberships")


class Permission(models.TextChoices):
    CUSTOMER_VIEW = "customer.view", _("See customers")
    CUSTOMER_ADD = "customer.add", _("Add customers")
    CUSTOMER_EDIT = "customer.edit", _("Edit customers")
    CUSTOMER_CONVERT = "customer.convert", _("Convert between lead, customer and staff")
    CUSTOMER_MERGE = "customer.merge", _("Merge duplicates")
    CUSTOMER_ARCHIVE = "customer.archive", _("Archive and restore customers")
    CUSTOMER_ERASE = "customer.erase", _("Erase a person's data")
    CUSTOMER_EXPORT = "customer.export", _("Export customers")
    CUSTOMER_IMPORT = "customer.import", _("Import customers")
    CUSTOMER_IDENTITY = "customer.identity", _("See and edit ID numbers")
    INJURY_VIEW = "injury.view", _("See injuries (medical)")
    INJURY_EDIT = "injury.edit", _("Record injuries (medical)")
    FILE_VIEW = "file.view", _("See customers' files")
    FILE_EDIT = "file.edit", _("Upload and remove files")
    ACTIVITY_VIEW = "activity.view", _("See the activity log")
    INQUIRY_VIEW = "inquiry.view", _("See inquiries")
    INQUIRY_ADD = "inquiry.add", _("Open inquiries")
    INQUIRY_EDIT = "inquiry.edit", _("Work on inquiries")
    INQUIRY_ALL = "inquiry.all", _("See everybody's inquiries")
    INQUIRY_ASSIGN = "inquiry.assign", _("Assign inquiries to others")
    INQUIRY_REOPEN = "inquiry.reopen", _("Reopen closed inquiries")
    INQUIRY_OVERRIDE = "inquiry.override", _("Override the status and the contract of a call")
    INQUIRY_REMOVE = "inquiry.remove", _("Delete and merge inquiries")
    INQUIRY_EXPORT = "inquiry.export", _("Export inquiries")
    DIARY_VIEW = "diary.view", _("See the diary")
    DIARY_EDIT = "diary.edit", _("Set and change one's own meetings")
    DIARY_ALL = "diary.all", _("Change everybody's meetings and absences")
    CALENDAR_EDIT = "calendar.edit", _("Edit working hours, holidays and rooms")
    CONTRACT_VIEW = "contract.view", _("See service contracts")
    CONTRACT_EDIT = "contract.edit", _("Manage service contracts")
    ENTITLEMENT_ADJUST = "entitlement.adjust", _("Adjust balances of hours and visits")
    REPORT_VIEW = "report.view", _("See reports")
    STAFF_VIEW = "staff.view", _("See staff")
    STAFF_EDIT = "staff.edit", _("Manage staff and roles")
    BUSINESS_EDIT = "business.edit", _("Business settings")
    LIST_EDIT = "list.edit", _("Edit lists (tags, stages, sources, custom fields)")
    ACTIVATION_EDIT = "activation.edit", _("Enter activation codes")
    BACKUP_MAKE = "backup.make", _("Make and download backups")
    JOB_RUN = "job.run", _("See and repeat failed background work")


@dataclass(frozen=True)
class Group:
    label: Any
    permissions: tuple[Permission, ...]


P = Permission
GROUPS = (
    Group(
        _("Customers"),
        (
            P.CUSTOMER_VIEW,
            P.CUSTOMER_ADD,
            P.CUSTOMER_EDIT,
            P.CUSTOMER_CONVERT,
            P.CUSTOMER_MERGE,
            P.CUSTOMER_ARCHIVE,
            P.CUSTOMER_ERASE,
            P.CUSTOMER_EXPORT,
            P.CUSTOMER_IMPORT,
        ),
    ),
    Group(_("Sensitive data"), (P.CUSTOMER_IDENTITY, P.INJURY_VIEW, P.INJURY_EDIT)),
    Group(_("Files and log"), (P.FILE_VIEW, P.FILE_EDIT, P.ACTIVITY_VIEW)),
    Group(
        _("Inquiries"),
        (
            P.INQUIRY_VIEW,
            P.INQUIRY_ADD,
            P.INQUIRY_EDIT,
            P.INQUIRY_ALL,
            P.INQUIRY_ASSIGN,
            P.INQUIRY_REOPEN,
            P.INQUIRY_OVERRIDE,
            P.INQUIRY_REMOVE,
            P.INQUIRY_EXPORT,
        ),
    ),
    Group(_("Diary"), (P.DIARY_VIEW, P.DIARY_EDIT, P.DIARY_ALL, P.CALENDAR_EDIT)),
    Group(
        _("Contracts and reports"),
        (P.CONTRACT_VIEW, P.CONTRACT_EDIT, P.ENTITLEMENT_ADJUST, P.REPORT_VIEW),
    ),
    Group(_("Staff"), (P.STAFF_VIEW, P.STAFF_EDIT)),
    Group(_("Business"), (P.BUSINESS_EDIT, P.LIST_EDIT, P.ACTIVATION_EDIT, P.BACKUP_MAKE, P.JOB_RUN)),
)

CUSTOMER_WORK = (P.CUSTOMER_VIEW, P.CUSTOMER_ADD, P.CUSTOMER_EDIT, P.FILE_VIEW, P.FILE_EDIT, P.ACTIVITY_VIEW)
DESK_WORK = (P.INQUIRY_VIEW, P.INQUIRY_ADD, P.INQUIRY_EDIT, P.DIARY_VIEW, P.DIARY_EDIT)
MODULE_OF = dict.fromkeys(
    (*(permission for group in GROUPS[:6] for permission in group.permissions), P.LIST_EDIT),
    Module.CUSTOMER_RELATIONS,
)
"""which module a right belongs to; rights that are not here work without a code"""

READING = frozenset(
    {P.CUSTOMER_IDENTITY, P.INQUIRY_ALL, *(right for right in P if right.endswith((".view", ".export")))}
)
"""the rights that only show something: all that is left of a module whose code has lapsed"""

LOGGED_WITH = {
    "injury": P.INJURY_VIEW,
    "file": P.FILE_VIEW,
    "staff": P.STAFF_VIEW,
    "role": P.STAFF_VIEW,
    "business": P.BUSINESS_EDIT,
    "backup": P.BACKUP_MAKE,
    "contract": P.CONTRACT_VIEW,
    "lot": P.CONTRACT_VIEW,
    "absence": P.DIARY_ALL,
    "meeting": P.DIARY_VIEW,
    **dict.fromkeys(
        ("inquiry", "inquiry-note", "inquiry-file", "inquiry-series", "treatment", "response"), P.INQUIRY_ALL
    ),
}
"""entries of the log that need a further right, by the first word of their kind. An inquiry's own page tells its log to whoever
may open it.
"""

SHIPPED_ROLES: dict[str, tuple[Any, tuple[Permission, ...]]] = {
    "owner": (_("Owner"), tuple(Permission)),
    "manager": (_("Manager"), tuple(p for p in Permission if p not in {P.ACTIVATION_EDIT, P.BACKUP_MAKE})),
    "reception": (
        _("Reception"),
        (
            *CUSTOMER_WORK,
            *DESK_WORK,
            P.CUSTOMER_CONVERT,
            P.CUSTOMER_IDENTITY,
            P.CUSTOMER_ARCHIVE,
            P.STAFF_VIEW,
            P.INQUIRY_ALL,
            P.INQUIRY_ASSIGN,
            P.INQUIRY_REOPEN,
            P.DIARY_ALL,
            P.CONTRACT_VIEW,
        ),
    ),
    "technician": (
        _("Technician"),
        (P.CUSTOMER_VIEW, P.CUSTOMER_EDIT, P.FILE_VIEW, P.FILE_EDIT, P.CONTRACT_VIEW, *DESK_WORK),
    ),
    "instructor": (
        _("Instructor"),
        (P.CUSTOMER_VIEW, P.INJURY_VIEW, P.INJURY_EDIT, *DESK_WORK),
    ),
    "bookkeeper": (
        _("Bookkeeper"),
        (
            P.CUSTOMER_VIEW,
            P.CUSTOMER_IDENTITY,
            P.CUSTOMER_EXPORT,
            P.FILE_VIEW,
            P.ACTIVITY_VIEW,
            P.STAFF_VIEW,
            P.INQUIRY_VIEW,
            P.INQUIRY_ALL,
            P.INQUIRY_EXPORT,
            P.CONTRACT_VIEW,
            P.REPORT_VIEW,
        ),
    ),
}
