"""The page of what was given up in the background."""

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kesher.core.tasks import make_nightly_backup
from tests import make


@pytest.fixture
def job(world):
    """A dead job of no business."""
    task = make_nightly_backup.enqueue()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
    return DBTaskResult.objects.get(pk=task.id)


def test_who_is_entrusted_with_the_installation_runs_again_what_is_of_no_business(desk, job):
    assert str(job.pk) in desk.get("/b/ours/failed-work/").content.decode()
    assert desk.post(f"/b/ours/failed-work/jobs/{job.pk}/run/").status_code == 303

    job.refresh_from_db()
    assert job.status == TaskResultStatus.READY


def test_others_neither_see_it_nor_run_it(client, world, job):
    client.force_login(make.staff(world.theirs).user)

    assert str(job.pk) not in client.get("/b/theirs/failed-work/").content.decode()
    assert client.post(f"/b/theirs/failed-work/jobs/{job.pk}/run/").status_code == 404
