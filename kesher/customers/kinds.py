"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ADDED = "customer.added", _("Person added")
    CHANGED = "customer.changed", _("Details changed")
    CONVERTED = "customer.converted", _("Converted")
    CONVERSION_UNDONE = "customer.conversion-undone", _("Conversion undone")
    STAGE_CHANGED = "customer.stage-changed", _("Stage changed")
    TAGGED = "customer.tagged", _("Tags changed")
    ARCHIVED = "customer.archived", _("Archived")
    RESTORED = "customer.restored", _("Restored from the archive")
    ERASED = "customer.erased", _("Personal data erased")
    EXPORTED = "customer.exported", _("Personal data exported")
    MERGED = "customer.merged", _("Merged with a duplicate")
    MERGE_UNDONE = "customer.merge-undone", _("Merge undone")
    PAIR_DISMISSED = "customer.not-duplicate", _("Marked as not a duplicate")
    PAIR_PUT_BACK = "customer.duplicate-again", _("Shown as a possible duplicate again")
    IDENTITY_READ = "customer.identity-read", _("ID number was viewed")
    NUMBER_ADDED = "number.added", _("Phone number added")
    NUMBER_CHANGED = "number.changed", _("Phone number changed")
    NUMBER_REMOVED = "number.removed", _("Phone number removed")
    NUMBER_RESTORED = "number.restored", _("Phone number restored")
    CONSENT_GIVEN = "consent.given", _("Consent given")
    CONSENT_WITHDRAWN = "consent.withdrawn", _("Consent withdrawn")
    ADDRESS_ADDED = "address.added", _("Address added")
    ADDRESS_CHANGED = "address.changed", _("Address changed")
    ADDRESS_REMOVED = "address.removed", _("Address removed")
    ADDRESS_RESTORED = "address.restored", _("Address restored")
    RELATION_ADDED = "relation.added", _("Relation added")
    RELATION_REMOVED = "relation.removed", _("Relation removed")
    RELATION_RESTORED = "relation.restored", _("Relation restored")
    NOTE_ADDED = "note.added", _("Note added")
    NOTE_CHANGED = "note.changed", _("Note changed")
    NOTE_REMOVED = "note.removed", _("Note removed")
    NOTE_RESTORED = "note.restored", _("Note restored")
    NOTE_PURGED = "note.purged", _("Note removed for good")
    FILE_UPLOADED = "file.uploaded", _("File uploaded")
    FILE_READ = "file.read", _("File opened")
    FILE_CHANGED = "file.changed", _("File renamed or described")
    FILE_REMOVED = "file.removed", _("File removed")
    FILE_RESTORED = "file.restored", _("File restored")
    FILE_PURGED = "file.purged", _("File removed for good")
    INJURY_ADDED = "injury.added", _("Injury recorded")
    INJURY_CHANGED = "injury.changed", _("Injury changed")
    INJURY_ENDED = "injury.ended", _("Injury ended")
    INJURY_REMOVED = "injury.removed", _("Injury removed")
    INJURY_RESTORED = "injury.restored", _("Injury restored")
    INJURY_PURGED = "injury.purged", _("Injury removed for good")
    INJURY_READ = "injury.read", _("Injuries were viewed")
    SITE_ADDED = "site.added", _("Site added")
    SITE_CHANGED = "site.changed", _("Site changed")
    SITE_RETIRED = "site.retired", _("Site no longer in use")
    SITE_RESTORED = "site.restored", _("Site restored")
    EQUIPMENT_ADDED = "equipment.added", _("Equipment added")
    EQUIPMENT_CHANGED = "equipment.changed", _("Equipment changed")
    EQUIPMENT_RETIRED = "equipment.retired", _("Equipment no longer in use")
    EQUIPMENT_RESTORED = "equipment.restored", _("Equipment restored")
    FIELD_CHANGED = "field.changed", _("Custom field changed")
    IMPORTED = "import.done", _("Imported")
    IMPORT_STARTED = "import.started", _("Import started")
    IMPORT_FINISHED = "import.finished", _("Import finished")
    IMPORT_UNDONE = "import.undone", _("Import undone")
    LIST_EXPORTED = "customers.exported", _("List of customers exported")
    VIEW_SAVED = "view.saved", _("View saved")
    VIEW_REMOVED = "view.removed", _("View removed")
    LIST_ROW_ADDED = "list-row.added", _("Settings list: row added")
    LIST_ROW_CHANGED = "list-row.changed", _("Settings list: row changed")
    LIST_ROW_RETIRED = "list-row.retired", _("Settings list: row retired")
    LIST_ROW_RESTORED = "list-row.restored", _("Settings list: row restored")
    LIST_ROW_REMOVED = "list-row.removed", _("Settings list: row removed")


GROUPS = {
    "customer": (_("Details and stages"), "user"),
    "number": (_("Phone numbers"), "phone"),
    "consent": (_("Consent"), "checkbox"),
    "address": (_("Addresses"), "map-pin"),
    "relation": (_("Relations"), "users"),
    "note": (_("Notes"), "note"),
    "file": (_("Files"), "paperclip"),
    "injury": (_("Injuries"), "heartbeat"),
    "site": (_("Sites"), "map-pin"),
    "equipment": (_("Equipment"), "device-desktop"),
    "field": (_("Custom fields"), "forms"),
    "import": (_("Imports"), "file-import"),
    "customers": (_("Lists and exports"), "file-export"),
    "view": (_("Saved views"), "bookmark"),
    "list-row": (_("Settings lists"), "list"),
}
"""for the log: what the first word of a kind is called, and its icon"""

DETAILS = {
    "numbers": _("Telephones"),
    "rows": _("Rows"),
    "merged": _("Merged"),
    "tags": _("Tags"),
    "payer": _("Who pays"),
    "count": _("How many"),
    "identities": _("ID numbers among them"),
    "filters": _("Filters"),
    "columns": _("Columns"),
}
"""for the log: what a detail is called that is no field of its row"""
