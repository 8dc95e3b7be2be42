from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Business
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for
from kesher.entitlements import expiring


@every("5 1 * * *")
@job(name=_("End of hours and visits"))
def expire_lots() -> None:
    """Hours and visits end with their last day."""
    now = timezone.now()
    for business in Business.objects.all():
        with acting_for(business):
            expiring.expire(business, day=timezone.localdate(now), now=now)
