"""What the machinery does by itself."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kesher.core.backups import keeping
from kesher.core.jobs import scheduling
from kesher.core.jobs.declaring import every, job
from kesher.core.models import Lease

DONE_KEPT = timedelta(days=7)
DEAD_KEPT = timedelta(days=90)


@every("20 2 * * *")
@job(name=_("Nightly backup"), attempts=4)
def make_nightly_backup() -> None:
    keeping.make_backup(now=timezone.now())


@every("50 3 * * *")
@job(name=_("Clean-up of finished background work"))
def forget_old_jobs() -> None:
    now = timezone.now()
    for status, kept in ((TaskResultStatus.SUCCESSFUL, DONE_KEPT), (TaskResultStatus.FAILED, DEAD_KEPT)):
        DBTaskResult.objects.filter(status=status, finished_at__lt=now - kept).delete()
    Lease.objects.filter(expires_at__lt=now - DONE_KEPT).delete()
    scheduling.forget_old_slots()
