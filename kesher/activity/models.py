from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, business: Any) -> Self:
        return self.filter(business_id=business.pk)

    def about(self, customer: Any) -> Self:
        """Everything that concerns one person."""
        return self.filter(business_id=customer.business_id, customer_id=customer.pk)

    def on(self, rows: Mapping[type[models.Model], Collection[int]]) -> Self:
        """About any of these rows: {model: ids}."""
        labels = ((model._meta.label_lower, ids) for model, ids in rows.items() if ids)  # noqa: SLF001
        named = (models.Q(subject_kind=label, subject_id__in=ids) for label, ids in labels)
        return self.filter(reduce(or_, named, models.Q(pk=None)))

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Entry(models.Model):
    """One fact: what happened to what, when, by whom. Never changed, apart from redaction."""

    business_id = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    """the model's label, e.g. customers.customer"""
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=200, blank=True)
    customer_id = models.BigIntegerField(null=True)
    """the person it concerns, if any"""
    actor_id = models.BigIntegerField(null=True)
    """the staff member; null: the system"""
    actor_label = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    """`changes`: {field: [before, after]}; anything else by name"""
    search_text = models.TextField(blank=True)
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.BigIntegerField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity entry")
        indexes = [
            models.Index(fields=["business_id", "id"], name="entry_of_business"),
            models.Index(fields=["business_id", "customer_id", "id"], name="entry_about_customer"),
            models.Index(fields=["business_id", "kind", "id"], name="entry_of_kind"),
            models.Index(fields=["business_id", "subject_kind", "subject_id"], name="entry_on_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_label}"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    DEAD = "dead", _("Failed")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def of(self, business: Any) -> Self:
        return self.filter(business_id=business.pk)

    def dead(self) -> Self:
        return self.filter(state=DeliveryState.DEAD)


class Delivery(models.Model):
    """An entry on its way to one reaction that happens afterwards."""

    business_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    reaction = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts_count = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    """the error's type and place, without values"""
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business_id", "entry_id", "reaction"], name="one_delivery_per_reaction"
            )
        ]
        indexes = [models.Index(fields=["business_id", "state", "id"], name="delivery_by_state")]

    def __str__(self) -> str:
        return f"{self.reaction} of entry {self.entry_id}"
