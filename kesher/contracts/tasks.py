from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Business
from kesher.contracts import filling, renewing, warning
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for


@every("20 1 * * *")
@job(name=_("Renewal of service contracts"))
def turn_contracts() -> None:
    """Renews what renews by itself, grants what begins, warns of what ends or is used up."""
    now = timezone.now()
    today = timezone.localdate(now)
    for business in Business.objects.all():
        with acting_for(business):
            renewing.renew_due(business, day=today, now=now)
            filling.fill_all(business, day=today, now=now)
            warning.note_ended(business, day=today, now=now)
            warning.warn(business, day=today, now=now)
