"""What gathers around an inquiry: notes, files, checklists, links, merges."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey
from kesher.inquiries.models.inquiry import Inquiry


class InquiryNote(Owned):
    """A line of the thread: an inner note, or an answer that the customer saw (which is a response)."""

    reached_as = "inquiry_notes"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=10_000)
    author = OwnedKey(Staff, models.PROTECT, null=True, related_name="inquiry_notes")
    is_answer = models.BooleanField(_("an answer to the customer"), default=False)
    client_key = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("note")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "client_key"], condition=~Q(client_key=""), name="inquiry_note_sent_once"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def customer_id(self) -> int | None:
        """So that the log files an entry about it under the person."""
        return self.inquiry.customer_id  # type: ignore[no-any-return]


class Mention(Owned):
    """A staff member named with @ in a note."""

    reached_as = "mentions"
    note = OwnedKey(InquiryNote, models.CASCADE, related_name="mentions")
    staff = OwnedKey(Staff, models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["business", "note", "staff"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.staff_id}"


def inquiry_file_path(row: "InquiryFile", name: str) -> str:  # noqa: ARG001
    return f"{row.business_id}/inquiries/{uuid4().hex}"


class InquiryFile(Owned):
    """A file or a photo."""

    reached_as = "inquiry_files"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=160)
    content = models.FileField(_("file"), upload_to=inquiry_file_path, max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="uploaded_inquiry_files")
    client_key = models.CharField(max_length=60, blank=True)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["business", "client_key"], condition=~Q(client_key=""), name="inquiry_file_sent_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def customer_id(self) -> int | None:
        """So that the log files an entry about it under the person."""
        return self.inquiry.customer_id  # type: ignore[no-any-return]


class ChecklistItem(Owned):
    reached_as = "checklist_items"
    inquiry = OwnedKey(Inquiry, models.CASCADE, related_name="checklist")
    text = models.CharField(_("item"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    done_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="checked_items")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("checklist item")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class LinkKind(models.TextChoices):
    RELATED = "related", _("Related to")
    BLOCKS = "blocks", _("Blocks")


class InquiryLink(Owned):
    """Two inquiries that belong together."""

    reached_as = "inquiry_links"
    first = OwnedKey(Inquiry, models.CASCADE, related_name="links_out")
    second = OwnedKey(Inquiry, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=8, choices=LinkKind.choices, default=LinkKind.RELATED)
    created_by = OwnedKey(Staff, models.PROTECT, null=True, related_name="inquiry_links")

    class Meta:
        verbose_name = _("link")
        constraints = [
            models.UniqueConstraint(fields=["business", "first", "second", "kind"], name="inquiry_link_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="link_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"


class InquiryMerge(Owned):
    """`merged` became part of `survivor`; `undo` holds what parts them again for 30 days."""

    reached_as = "inquiry_merges"
    survivor = OwnedKey(Inquiry, models.CASCADE, related_name="merges_in")
    merged = OwnedKey(Inquiry, models.CASCADE, related_name="merges_out")
    staff = OwnedKey(Staff, models.PROTECT, null=True, related_name="inquiry_merges")
    undo = models.JSONField()
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("merge")

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.survivor_id}"
