from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity import delivering
from kesher.core.jobs.declaring import job


@job(name=_("Follow-up of a change"), attempts=delivering.ATTEMPTS)
def deliver(*, business_id: int, delivery_id: int) -> None:
    delivering.deliver(delivery_id, business_id=business_id, now=timezone.now())
