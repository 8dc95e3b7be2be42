from django.utils import timezone

from kesher.businesses.models import Business
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for
from kesher.inquiries import escalating


@every("* * * * *")
@job(attempts=1)
def escalate() -> None:
    for business in Business.objects.all():
        with acting_for(business):
            escalating.escalate(business, timezone.now())
