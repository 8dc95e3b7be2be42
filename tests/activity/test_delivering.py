from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kesher.activity import delivering, diagnosing
from kesher.activity.models import Delivery, DeliveryState
from kesher.activity.reacting import afterwards
from kesher.activity.recording import record
from kesher.core.doctor import Grade
from kesher.core.jobs import working
from kesher.core.owning import acting_for

pytestmark = pytest.mark.usefixtures("registry")
NOW = timezone.now()


@pytest.fixture
def told():
    """What the partner was told; `told.fails` makes it refuse."""

    class Told(list):
        fails = False

    return Told()


@pytest.fixture
def delivery(world, told):
    @afterwards("test.frozen")
    def tell(entry):
        if told.fails:
            raise ConnectionError("0541234567 is not reachable")
        told.append(entry.kind)

    with acting_for(world.ours), transaction.atomic():
        entry = record("test.frozen", world.customer, by=world.staff, now=NOW)
    return Delivery.objects.get(entry_id=entry.pk)


def deliver(delivery):
    try:
        delivering.deliver(delivery.pk, business_id=delivery.business_id, now=NOW)
    except ConnectionError:
        return False
    finally:
        delivery.refresh_from_db()
    return True


def test_it_is_carried_by_a_job(told, delivery):
    working.drain()

    delivery.refresh_from_db()
    assert (told, delivery.state) == (["test.frozen"], DeliveryState.DONE)


def test_what_is_done_is_not_repeated(told, delivery):
    deliver(delivery)
    deliver(delivery)

    assert told == ["test.frozen"]


def test_a_failure_waits_for_another_attempt_and_then_succeeds(told, delivery):
    told.fails = True
    assert not deliver(delivery)
    assert (delivery.state, delivery.attempts_count) == (DeliveryState.WAITING, 1)

    told.fails = False
    assert deliver(delivery)

    assert (delivery.state, told) == (DeliveryState.DONE, ["test.frozen"])


def test_the_job_of_a_failed_delivery_is_tried_again_later(told, delivery):
    told.fails = True

    working.drain()

    job = DBTaskResult.objects.get(task_path="kesher.activity.tasks.deliver")
    assert job.run_after > timezone.now() + timedelta(seconds=1)


def test_after_eight_failures_it_is_given_up(told, delivery):
    told.fails = True

    outcomes = [deliver(delivery) for _attempt in range(8)]

    assert outcomes == [False] * 7 + [True]
    assert (delivery.state, delivery.attempts_count) == (DeliveryState.DEAD, 8)
    assert list(Delivery.objects.dead()) == [delivery]


def test_the_doctor_tells_of_what_was_given_up(told, delivery):
    assert diagnosing.deliveries().grade == Grade.GOOD
    told.fails = True
    for _attempt in range(8):
        deliver(delivery)

    assert diagnosing.deliveries().grade == Grade.ADVICE


def test_the_reason_holds_no_value(told, delivery):
    told.fails = True
    deliver(delivery)

    assert delivery.problem.startswith("ConnectionError in tell, line ")
    assert "054" not in delivery.problem


def test_what_was_given_up_can_be_run_again(told, delivery):
    told.fails = True
    for _attempt in range(8):
        deliver(delivery)
    told.fails = False

    delivering.run_again(delivery)
    working.drain()

    delivery.refresh_from_db()
    assert (delivery.state, told) == (DeliveryState.DONE, ["test.frozen"])


def test_another_business_cannot_name_it(world, delivery):
    with pytest.raises(Delivery.DoesNotExist):
        delivering.deliver(delivery.pk, business_id=world.theirs.pk, now=NOW)
