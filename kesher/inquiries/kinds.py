"""What this app announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    OPENED = "inquiry.opened", _("Inquiry opened")
    CHANGED = "inquiry.changed", _("Inquiry changed")
    SIGNED = "inquiry.signed", _("Work report signed")
    ASSIGNED = "inquiry.assigned", _("Inquiry assigned")
    STATUS_CHANGED = "inquiry.status-changed", _("Status changed")
    CLOSED = "inquiry.closed", _("Inquiry closed")
    REOPENED = "inquiry.reopened", _("Inquiry reopened")
    CONVERTED = "inquiry.converted", _("Inquiry converted")
    MERGED = "inquiry.merged", _("Inquiries merged")
    MERGE_UNDONE = "inquiry.merge-undone", _("Merge of inquiries undone")
    LINKED = "inquiry.linked", _("Inquiries linked")
    UNLINKED = "inquiry.unlinked", _("Link of inquiries removed")
    WATCHED = "inquiry.watched", _("Watchers changed")
    REMOVED = "inquiry.removed", _("Inquiry deleted")
    RESTORED = "inquiry.restored", _("Inquiry brought back")
    ARRIVED = "inquiry.arrived", _("Arrived at the customer")
    CHECKED = "inquiry.checked", _("Checklist changed")
    BILLING_CHANGED = "inquiry.billing-changed", _("Billing status changed")
    TREATMENT_ADDED = "treatment.added", _("Treatment added")
    TREATMENT_CHANGED = "treatment.changed", _("Treatment changed")
    TREATMENT_REMOVED = "treatment.removed", _("Treatment removed")
    NOTE_ADDED = "inquiry-note.added", _("Note added to an inquiry")
    NOTE_CHANGED = "inquiry-note.changed", _("Note of an inquiry changed")
    NOTE_REMOVED = "inquiry-note.removed", _("Note of an inquiry removed")
    NOTE_RESTORED = "inquiry-note.restored", _("Note of an inquiry restored")
    FILE_UPLOADED = "inquiry-file.uploaded", _("File added to an inquiry")
    FILE_READ = "inquiry-file.read", _("File of an inquiry opened")
    FILE_REMOVED = "inquiry-file.removed", _("File of an inquiry removed")
    FILE_RESTORED = "inquiry-file.restored", _("File of an inquiry restored")
    FILE_PURGED = "inquiry-file.purged", _("Removed file of an inquiry deleted for good")
    EXPORTED = "inquiry.exported", _("List of inquiries exported")
    SERIES_STARTED = "inquiry-series.started", _("Recurring inquiry started")
    SERIES_ENDED = "inquiry-series.ended", _("Recurring inquiry ended")
    RESPONSE_MISSED = "response.missed", _("Response time missed")
    RESPONSE_ESCALATED = "response.escalated", _("Response time escalated")


GROUPS = {
    "inquiry": (_("Inquiries"), "inbox"),
    "treatment": (_("Treatments"), "tool"),
    "inquiry-note": (_("Notes of inquiries"), "note"),
    "inquiry-file": (_("Files of inquiries"), "paperclip"),
    "inquiry-series": (_("Recurring inquiries"), "repeat"),
    "response": (_("Response times"), "clock-exclamation"),
}
"""for the log: what the first word of a kind is called, and its icon"""

DETAILS = {"watchers": _("Who follows"), "kind": _("Kind")}
"""for the log: what a detail is called that is no field of its row"""

VALUES = {
    "what": {
        "added": pgettext_lazy("item of a checklist", "added"),
        "done": pgettext_lazy("item of a checklist", "done"),
        "open": pgettext_lazy("item of a checklist", "open again"),
        "removed": pgettext_lazy("item of a checklist", "removed"),
        "restored": pgettext_lazy("item of a checklist", "brought back"),
    }
}
"""for the log: what a detail says, by the word that is kept"""
