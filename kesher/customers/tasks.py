from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from kesher.businesses.models import Business
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for
from kesher.customers import filing

ON_ITS_WAY = timedelta(days=1)
"""an upload that is not written down yet is younger than this"""


@every("10 3 * * *")
@job()
def purge_removed_files() -> None:
    """Removed files go for good after their 30 days; stored files without a row go too."""
    now = timezone.now()
    for business in Business.objects.all():
        with acting_for(business):
            for file in business.customer_files.filter(removed_at__lt=now - filing.REMOVED_KEPT):
                filing.purge(file, by=None, now=now)
    for name in filing.orphans(stored=filing.stored_names(), before=now - ON_ITS_WAY):
        default_storage.delete(name)
