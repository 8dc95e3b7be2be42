from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Business
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for
from kesher.inquiries import escalating


@every("* * * * *")
@job(name=_("Escalation of late inquiries"), attempts=1)
def escalate() -> None:
    for business in Business.objects.all():
        with acting_for(business):
            escalating.escalate(business, timezone.now())
