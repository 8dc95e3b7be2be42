from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Business
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for
from kesher.customers import filing, importing, injuries, noting, rehearsing, unimporting, unmerging

ON_ITS_WAY = timedelta(days=1)
"""an upload that is not written down yet is younger than this"""


@every("10 3 * * *")
@job(name=_("Clean-up of removed files"))
def purge_removed_files() -> None:
    """Removed files go for good after their 30 days; stored files without a row go too."""
    now = timezone.now()
    for business in Business.objects.all():
        with acting_for(business):
            for file in business.customer_files.filter(removed_at__lt=now - filing.REMOVED_KEPT):
                filing.purge(file, by=None, now=now)
    for name in filing.orphans(stored=filing.stored_names(), before=now - ON_ITS_WAY):
        default_storage.delete(name)


@every("15 3 * * *")
@job(name=_("Clean-up of removed notes and injuries"))
def purge_removed_records() -> None:
    """They go for good after as many days as files."""
    now = timezone.now()
    for business in Business.objects.all():
        with acting_for(business):
            for note in business.customer_notes.filter(removed_at__lt=now - filing.REMOVED_KEPT):
                noting.purge(note, by=None, now=now)
            for injury in business.injuries.filter(removed_at__lt=now - filing.REMOVED_KEPT):
                injuries.purge(injury, by=None, now=now)


@job(name=_("Import of people"))
def carry_on_import(*, business_id: int, import_id: int) -> None:
    importing.carry_on(Business(pk=business_id).imports.get(pk=import_id), now=timezone.now())


@job(name=_("Undoing an import"))
def carry_on_undoing(*, business_id: int, import_id: int) -> None:
    unimporting.carry_on(Business(pk=business_id).imports.get(pk=import_id), now=timezone.now())


@job(name=_("Preview of an import"), attempts=2)
def rehearse_import(*, business_id: int, import_id: int) -> None:
    rehearsing.foresee(Business(pk=business_id).imports.get(pk=import_id), now=timezone.now())


@every("25 3 * * *")
@job(name=_("Clean-up of old imports"))
def forget_old_imports() -> None:
    """Files, row contents and undo data go after their 30 days."""
    for business in Business.objects.all():
        with acting_for(business):
            unimporting.forget_old(business, now=timezone.now())


@every("35 3 * * *")
@job(name=_("Clean-up of old merges"))
def forget_merges() -> None:
    """What is kept for undoing merges goes after their 30 days."""
    for business in Business.objects.all():
        with acting_for(business):
            unmerging.forget(business.merges.all(), now=timezone.now())
