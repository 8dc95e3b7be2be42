from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses import activating
from kesher.businesses.models import Business
from kesher.businesses.permissions import Module
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for
from kesher.customers import filing as customers_filing
from kesher.inquiries import escalating, filing, recurring, unmerging

ON_ITS_WAY = timedelta(days=1)
"""an upload that is not written down yet is younger than this"""


@every("* * * * *")
@job(name=_("Escalation of late inquiries"), attempts=1)
def escalate() -> None:
    for business in Business.objects.all():
        with acting_for(business):
            escalating.escalate(business, timezone.now())


@every("15 3 * * *")
@job(name=_("Clean-up of removed files of inquiries"))
def purge_removed_files() -> None:
    """Removed files go for good after their 30 days; stored files without a row go too."""
    now = timezone.now()
    for business in Business.objects.all():
        with acting_for(business):
            for file in business.inquiry_files.filter(removed_at__lt=now - filing.REMOVED_KEPT):
                filing.purge(file, by=None, now=now)
    stored = customers_filing.stored_names(filing.FOLDER)
    for name in filing.orphans(stored=stored, before=now - ON_ITS_WAY):
        default_storage.delete(name)


@every("40 3 * * *")
@job(name=_("Clean-up of old merges of inquiries"))
def forget_merges() -> None:
    """What is kept for undoing merges goes after its 30 days."""
    for business in Business.objects.all():
        with acting_for(business):
            unmerging.forget(business.inquiry_merges.all(), now=timezone.now())


@every("*/10 * * * *")
@job(name=_("Opening recurring inquiries"), attempts=1)
def open_recurring() -> None:
    """Where the module is not active nothing new is opened; rule 4 of recurring.py makes up for it afterwards."""
    now = timezone.now()
    for business in Business.objects.all():
        with acting_for(business):
            if activating.is_active(business, Module.CUSTOMER_RELATIONS, timezone.localdate(now)):
                recurring.open_due(business, now)
