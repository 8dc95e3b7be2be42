"""Larger changes that can be undone: merges and imports."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owning import Owned, OwnedKey
from kesher.customers.models.customer import Customer


class Merge(Owned):
    """`merged` became part of `survivor`; `undo` holds what is needed to part them again for 30 days."""

    reached_as = "merges"
    survivor = OwnedKey(Customer, models.PROTECT, related_name="merges_in")
    merged = OwnedKey(Customer, models.PROTECT, related_name="merges_out")
    staff = OwnedKey(Staff, models.PROTECT, null=True, related_name="merges")
    undo = models.JSONField()
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("merge")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.survivor_id}"


class Conversion(Owned):
    """A change of role; `undo` holds the periods, stage and role from before."""

    reached_as = "conversions"
    customer = OwnedKey(Customer, models.CASCADE, related_name="conversions")
    staff = OwnedKey(Staff, models.PROTECT, null=True, related_name="conversions")
    undo = models.JSONField()
    converted_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("conversion")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.converted_at:%Y-%m-%d}"


class DismissedPair(Owned):
    """Two people who look alike and are not the same; `first` has the smaller id."""

    reached_as = "dismissed_pairs"
    first = OwnedKey(Customer, models.CASCADE, related_name="dismissed_with")
    second = OwnedKey(Customer, models.CASCADE, related_name="dismissed_from")
    staff = OwnedKey(Staff, models.PROTECT, null=True, related_name="dismissed_pairs")
    dismissed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("not a duplicate")
        constraints = [
            models.UniqueConstraint(fields=["business", "first", "second"], name="pair_dismissed_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


def upload_path(row: "Import", name: str) -> str:  # noqa: ARG001
    return f"{row.business_id}/imports/{uuid4().hex}"


class Import(Owned):
    """One file of people brought in."""

    reached_as = "imports"
    file_name = models.CharField(_("file"), max_length=160)
    content = models.FileField(upload_to=upload_path, max_length=200)
    columns = models.JSONField(default=dict)
    """{column index: field key}"""
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    staff = OwnedKey(Staff, models.PROTECT, null=True, related_name="imports")
    rows_total = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(Owned):
    """What became of one row: a person created or updated (with what was there before) or known already, or a problem."""

    reached_as = "import_rows"
    run = OwnedKey(Import, models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()
    customer = OwnedKey(Customer, models.SET_NULL, null=True, related_name="import_rows")
    outcome = models.CharField(max_length=10)
    """created, updated, skipped, problem; after undoing: undone, kept"""
    before = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=list)
    """the row as it stood in the file, for the file of bad rows"""

    class Meta:
        ordering = ["row"]
        indexes = [models.Index(fields=["business", "run", "outcome", "row"], name="import_row_by_outcome")]

    def __str__(self) -> str:
        return f"{self.row}: {self.outcome}"
