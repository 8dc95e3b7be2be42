"""Rows of the machinery, shared by all businesses: due times that were dealt with, and workers that live."""

from django.db import models


class Slot(models.Model):
    """One due time of one schedule: unique, so that racing schedulers start its job once."""

    name = models.CharField(max_length=200)
    due_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "due_at"], name="core_slot_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.due_at}"


class Lease(models.Model):
    """A worker that lives, until its lease runs out."""

    worker = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
