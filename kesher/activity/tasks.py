from django.utils import timezone

from kesher.activity import delivering
from kesher.core.jobs.declaring import job


@job(attempts=delivering.ATTEMPTS)
def deliver(*, business_id: int, delivery_id: int) -> None:
    delivering.deliver(delivery_id, business_id=business_id, now=timezone.now())
