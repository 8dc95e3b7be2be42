"""Carrying an entry to a reaction that happens afterwards: at least once, until it works or is given up.

1. A delivery that is done is not repeated.
2. After eight failures it is given up: it stays visible to the owner, who may run it again.
3. What went wrong is kept as the error's type and place only, since messages hold personal data.
"""

import traceback
from typing import Any

from django.db import transaction

from kesher.activity import reacting
from kesher.activity.models import Delivery, DeliveryState, Entry

ATTEMPTS = 8


def deliver(delivery_id: int, *, business_id: int, now: Any) -> None:
    delivery = Delivery.objects.filter(business_id=business_id).get(pk=delivery_id)
    if delivery.state != DeliveryState.WAITING:
        return
    entry = Entry.objects.filter(business_id=business_id).get(pk=delivery.entry_id)
    try:
        follower_named(entry.kind, delivery.reaction)(entry)
    except Exception as error:
        note_failure(delivery, error)
        if delivery.state == DeliveryState.WAITING:
            raise
        return
    Delivery.objects.filter(business_id=business_id, pk=delivery.pk).update(
        state=DeliveryState.DONE, done_at=now
    )


def follower_named(kind: str, name: str) -> reacting.Follower:
    return next(follower for follower in reacting.followers(kind) if reacting.named(follower) == name)


def note_failure(delivery: Delivery, error: Exception) -> None:
    place = traceback.extract_tb(error.__traceback__)[-1]
    delivery.attempts_count += 1
    delivery.problem = f"{type(error).__name__} in {place.name}, line {place.lineno}"
    delivery.state = DeliveryState.DEAD if delivery.attempts_count >= ATTEMPTS else DeliveryState.WAITING
    delivery.save(update_fields=["attempts_count", "problem", "state"])


@transaction.atomic
def run_again(delivery: Delivery) -> None:
    """The owner asks for another round of a delivery that was given up."""
    delivery.state = DeliveryState.WAITING
    delivery.attempts_count = 0
    delivery.save(update_fields=["state", "attempts_count"])
    reacting.enqueue(delivery)
