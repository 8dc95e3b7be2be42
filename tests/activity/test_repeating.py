import pytest
from django.utils import timezone
from django.utils.translation import override
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kesher.activity import reacting, repeating
from kesher.activity.models import Delivery, DeliveryState, Entry
from kesher.activity.tasks import deliver
from kesher.core.owning import acting_for
from kesher.core.tasks import make_nightly_backup

NOW = timezone.now()


@pytest.fixture
def dead(world):
    entry = Entry.objects.about(world.customer).first()
    return Delivery.objects.create(
        business_id=world.ours.pk, entry_id=entry.pk, reaction="kesher.x.y", state=DeliveryState.DEAD, attempts_count=8,
        problem="ConnectionError in tell, line 3", created_at=NOW,
    )  # fmt: skip


@pytest.fixture
def dead_job(world):
    task = deliver.enqueue(business_id=world.ours.pk, delivery_id=1)
    DBTaskResult.objects.filter(pk=task.id).update(
        status=TaskResultStatus.FAILED, finished_at=NOW, exception_class_path="x.Y"
    )
    return DBTaskResult.objects.get(pk=task.id)


def test_what_was_given_up_is_seen_with_its_reason(world, dead, dead_job):
    found = repeating.failed(world.ours)

    assert {one.reason for one in found} == {"ConnectionError in tell, line 3", "x.Y"}
    assert repeating.failed(world.theirs) == []


@pytest.fixture
def shared_job(world):
    task = make_nightly_backup.enqueue()
    DBTaskResult.objects.filter(pk=task.id).update(status=TaskResultStatus.FAILED, finished_at=NOW)
    return DBTaskResult.objects.get(pk=task.id)


def test_work_of_no_business_is_seen_by_who_is_entrusted_with_all(world, dead_job, shared_job):
    found = {one.job_id for one in repeating.failed(world.ours, is_whole=True)}

    assert found == {dead_job.pk, shared_job.pk}
    assert [one.job_id for one in repeating.failed(world.ours)] == [dead_job.pk]
    assert [one.job_id for one in repeating.failed(world.theirs, is_whole=True)] == [shared_job.pk]


def test_a_delivery_without_its_entry_is_seen_too(world, dead):
    Delivery.objects.filter(pk=dead.pk).update(entry_id=0)

    assert repeating.failed(world.ours)[0].entry is None


def test_a_delivery_run_again_gets_all_its_attempts_and_is_recorded(world, dead):
    with acting_for(world.ours):
        repeating.run_delivery_again(dead, by=world.staff, now=NOW)

    dead.refresh_from_db()
    assert (dead.state, dead.attempts_count) == (DeliveryState.WAITING, 0)
    assert Entry.objects.get(kind="work.run-again").actor_id == world.staff.pk


def test_a_job_run_again_is_ready_and_recorded(world, dead_job):
    with acting_for(world.ours):
        repeating.run_job_again(world.ours, dead_job, by=world.staff, now=NOW)

    dead_job.refresh_from_db()
    assert dead_job.status == TaskResultStatus.READY
    assert Entry.objects.get(kind="work.run-again").details["work"] == "kesher.activity.tasks.deliver"


def test_work_is_called_by_its_name_for_people(world, dead, dead_job, monkeypatch):
    monkeypatch.setitem(reacting._names, dead.reaction, "Letter to the customer")

    with override("en"):
        found = {one.name: one.work for one in repeating.failed(world.ours)}

    assert found == {
        "Letter to the customer": "kesher.x.y",
        "Follow-up of a change": "kesher.activity.tasks.deliver",
    }


def test_a_reaction_registered_no_more_has_no_name(world, dead):
    assert [one.name for one in repeating.failed(world.ours)] == [""]
