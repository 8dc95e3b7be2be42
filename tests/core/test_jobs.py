"""Jobs and schedules, one sentence each."""

import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kesher.core.jobs import declaring, retrying, scheduling, working
from kesher.core.jobs.declaring import Schedule, job
from kesher.core.models import Lease, Slot
from kesher.core.owning import NoBusiness, current_business_id

NOW = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)
done: list[object] = []


@job(attempts=3)
def note_business(**_facts: object) -> None:
    done.append(current_business_id())


@job(attempts=2)
def fail(*, word: str) -> None:
    raise ValueError(f"'{word}' dana@example.com")


@job()
def note(*, word: str = "scheduled") -> None:
    done.append(word)


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


@pytest.fixture
def only_schedule(monkeypatch):
    """The given schedules and no others."""

    def put(**crons: str) -> None:
        monkeypatch.setattr(
            scheduling, "schedules", {name: Schedule(cron, note) for name, cron in crons.items()}
        )

    return put


def row() -> DBTaskResult:
    return DBTaskResult.objects.get()


def make_ready() -> None:
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_job_runs_in_the_business_that_it_names():
    note_business.enqueue(business_id=7)

    assert working.drain() == 1
    assert done == [7]


@pytest.mark.django_db
def test_job_without_a_business_has_none():
    note_business.enqueue()

    working.drain()

    assert row().exception_class_path.endswith(NoBusiness.__name__)


@pytest.mark.django_db(transaction=True)
def test_job_of_a_rolled_back_transaction_never_runs():
    with pytest.raises(RuntimeError), transaction.atomic():
        note.enqueue(word="gone")
        raise RuntimeError

    assert working.drain() == 0
    assert done == []


@pytest.mark.django_db
def test_failed_job_waits_and_is_tried_again():
    fail.enqueue(word="x")

    working.drain()

    assert row().status == TaskResultStatus.READY
    assert row().run_after > timezone.now() + timedelta(seconds=2)
    assert working.drain() == 0


@pytest.mark.django_db
def test_job_is_dead_after_its_last_attempt_and_can_be_run_again():
    fail.enqueue(word="x")
    for _attempt in range(2):
        make_ready()
        working.drain()
    dead = retrying.dead_jobs().get()
    assert dead.status == TaskResultStatus.FAILED

    retrying.run_again(dead, now=timezone.now())

    assert (row().status, row().worker_ids) == (TaskResultStatus.READY, [])


@pytest.mark.django_db
def test_kept_error_holds_no_value():
    fail.enqueue(word="secret")

    working.drain()

    assert "secret" not in row().traceback
    assert "dana" not in row().traceback
    assert "ValueError" in row().traceback


@pytest.mark.django_db
def test_dead_jobs_of_a_business_are_only_its_own():
    for business_id in (1, 2):
        note_business.enqueue(business_id=business_id)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=NOW)

    assert [job.args_kwargs["kwargs"]["business_id"] for job in retrying.dead_jobs(business_id=2)] == [2]


def test_waits_grow_threefold_up_to_six_hours():
    waits = [retrying.wait_after(count, shake=0).total_seconds() for count in (1, 2, 3, 12)]

    assert waits == [5, 15, 45, 6 * 3600]


@pytest.mark.django_db
def test_job_of_a_worker_without_a_lease_is_put_back():
    note.enqueue(word="x")
    working.claim("dead-worker")

    assert retrying.reap(now=timezone.now()) == 1
    assert working.drain() == 1
    assert done == ["x"]


@pytest.mark.django_db
def test_job_of_a_living_worker_is_left_alone():
    note.enqueue(word="x")
    working.claim("worker")
    Lease.objects.create(worker="worker", expires_at=timezone.now() + timedelta(seconds=30))

    assert retrying.reap(now=timezone.now()) == 0


@pytest.mark.django_db
def test_job_that_kills_its_workers_is_dead_in_the_end():
    fail.enqueue(word="x")
    for _attempt in range(2):
        make_ready()
        working.claim("dead-worker")
        retrying.reap(now=timezone.now())

    assert row().status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_worker_that_lost_its_job_does_not_write_over_the_next_one():
    note.enqueue(word="x")
    mine = working.claim("slow-worker")
    retrying.reap(now=timezone.now())
    working.claim("quick-worker")

    working.perform(mine)

    assert row().status == TaskResultStatus.RUNNING


# ── Schedules ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_schedule_starts_one_job_a_due_time(only_schedule):
    only_schedule(five="*/5 * * * *")
    scheduling.enqueue_due(now=NOW)

    started = [
        scheduling.enqueue_due(now=NOW + timedelta(minutes=minutes)) for minutes in (0, 1, 5, 5, 6, 10)
    ]

    assert started == [0, 0, 1, 0, 0, 1]
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db
def test_missed_times_are_made_up_for_once(only_schedule):
    only_schedule(five="*/5 * * * *")
    scheduling.enqueue_due(now=NOW)

    assert scheduling.enqueue_due(now=NOW + timedelta(hours=9)) == 1


@pytest.mark.django_db
def test_new_schedule_waits_for_its_next_time(only_schedule):
    only_schedule(nightly="20 2 * * *")

    assert scheduling.enqueue_due(now=NOW) == 0


@pytest.mark.django_db
def test_old_slots_are_forgotten_except_the_latest(only_schedule):
    for days in (0, 1, 20):
        Slot.objects.create(name="a", due_at=NOW - timedelta(days=days))
    Slot.objects.create(name="yearly", due_at=NOW - timedelta(days=300))

    scheduling.forget_old_slots()

    assert Slot.objects.filter(name="a").count() == 2
    assert Slot.objects.filter(name="yearly").count() == 1


def times(cron: str, start: datetime, hours: int) -> list[str]:
    """The distinct due times that a scheduler sees that looks every ten minutes."""
    seen = [
        scheduling.latest_due(cron, now=start + timedelta(minutes=10 * step)) for step in range(hours * 6)
    ]
    return [f"{moment:%d %H:%M}" for moment in sorted({moment for moment in seen if moment >= start})]


def test_nine_oclock_stays_nine_oclock_when_the_clocks_change():
    assert times("0 9 * * *", datetime(2026, 3, 26, 0, tzinfo=UTC), 48) == ["26 07:00", "27 06:00"]


def test_time_that_the_autumn_change_repeats_happens_once():
    assert times("30 1 * * *", datetime(2026, 10, 24, 12, tzinfo=UTC), 24) == ["24 22:30"]


def test_time_that_the_spring_change_skips_happens_an_hour_later():
    assert times("30 2 * * *", datetime(2026, 3, 26, 12, tzinfo=UTC), 24) == ["27 00:30"]


def test_every_half_hour_goes_on_through_the_repeated_hour():
    found = times("*/30 * * * *", datetime(2026, 10, 24, 21, tzinfo=UTC), 4)

    assert len(found) == 8


def test_attempts_are_those_that_the_job_declares():
    assert declaring.attempts_of(fail.module_path) == 2
    assert declaring.attempts_of("unknown") == declaring.ATTEMPTS


def test_a_job_s_name_is_known_where_the_job_was_not_loaded(monkeypatch):
    path = "kesher.core.tasks.make_nightly_backup"
    monkeypatch.delitem(sys.modules, "kesher.core.tasks", raising=False)
    monkeypatch.delitem(declaring._names, path, raising=False)

    with override("en"):
        assert declaring.name_of(path) == "Nightly backup"
    assert declaring.name_of("kesher.core.tasks.gone") == ""


@pytest.mark.django_db
def test_jobs_to_come_are_those_that_wait_or_run():
    for word, state in {"waits": "READY", "runs": "RUNNING", "done": "SUCCESSFUL", "dead": "FAILED"}.items():
        job_id = note.enqueue(word=word, business_id=7).id
        DBTaskResult.objects.filter(pk=job_id).update(status=TaskResultStatus(state))
    note.enqueue(word="another's", business_id=8)

    found = retrying.to_come([note.module_path], business_id=7)

    assert sorted(given["word"] for _path, given in found) == ["runs", "waits"]
