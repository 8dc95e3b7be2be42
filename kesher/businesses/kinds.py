"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    BUSINESS_OPENED = "business.opened", _("Business opened")
    BUSINESS_CHANGED = "business.changed", _("Business settings changed")
    ACTIVATED = "business.activated", _("Activation code entered")
    BRANCH_ADDED = "branch.added", _("Branch added")
    BRANCH_CHANGED = "branch.changed", _("Branch changed")
    BRANCH_RETIRED = "branch.retired", _("Branch closed")
    BRANCH_RESTORED = "branch.restored", _("Branch reopened")
    ROLE_ADDED = "role.added", _("Role added")
    ROLE_CHANGED = "role.changed", _("Role changed")
    ROLE_RETIRED = "role.retired", _("Role retired")
    ROLE_RESTORED = "role.restored", _("Role restored")
    STAFF_HIRED = "staff.hired", _("Staff member added")
    STAFF_CHANGED = "staff.changed", _("Staff member changed")
    STAFF_INVITED = "staff.invited", _("Staff member invited")
    STAFF_JOINED = "staff.joined", _("Staff member joined")
    STAFF_LEFT = "staff.left", _("Staff member left")
    STAFF_RETURNED = "staff.returned", _("Staff member returned")
    STAFF_IDENTITY_READ = "staff.identity-read", _("ID number was viewed")
    SIGNED_IN = "staff.signed-in", _("Signed in")
    SIGN_IN_RENEWED = "staff.sign-in-renewed", _("New sign-in link made")
    SECOND_FACTOR_REMOVED = "staff.second-factor-removed", _("Second factor removed")
    ENTRUSTED = "staff.entrusted", _("Entrusted with the installation")
    ENTRUSTING_ENDED = "staff.entrusting-ended", _("No longer entrusted with the installation")
    ADDRESS_CHANGED = "staff.address-changed", _("Sign-in address changed")
    BACKUP_ORDERED = "backup.ordered", _("Backup made")
    BACKUP_DOWNLOADED = "backup.downloaded", _("Backup downloaded")


GROUPS = {
    "business": (_("Business settings"), "building-store"),
    "branch": (_("Branches"), "map-2"),
    "role": (_("Roles"), "shield-user"),
    "staff": (_("Staff"), "id-badge-2"),
    "backup": (_("Backups"), "database-export"),
}
"""for the log: what the first word of a kind is called, and its icon"""

DETAILS = {"staff": _("Staff")}
"""for the log: what a detail is called that is no field of its row"""
