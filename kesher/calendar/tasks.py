from django.db import transaction
from django.utils import timezone

from kesher.businesses.models import Business
from kesher.calendar import series
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for


@every("50 2 * * *")
@job()
def extend_series() -> None:
    """The meetings of series that have come into sight."""
    for business in Business.objects.all():
        with acting_for(business), transaction.atomic():
            series.extend(business, now=timezone.now())
