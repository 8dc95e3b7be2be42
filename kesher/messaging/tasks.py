from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.businesses.models import Business
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for
from kesher.messaging import copies, noticing, pushing, receiving

NOTICE_PUSH = "kesher.messaging.tasks.push_notice"


@job(name=gettext_lazy("Notice to staff"))
@transaction.atomic
def send_notice(*, business_id: int, notice_id: int, way: str) -> None:
    notice = Business(pk=business_id).notices.select_related("staff__business").filter(pk=notice_id).first()
    if notice is None or not copies.is_welcome(notice.staff, notice.customer_id):
        return
    if way == "push":
        copies.hand_to_browsers(notice.staff, task=NOTICE_PUSH, notice_id=notice.pk)
    else:
        copies.email(notice.staff, title=gettext_lazy("Notice"), text=notice.text, path=notice.path)


@job(name=gettext_lazy("Notice on a device"))
def push_notice(*, business_id: int, notice_id: int, device_id: int) -> None:
    business = Business(pk=business_id)
    device = business.devices.select_related("business", "staff__user").filter(pk=device_id).first()
    notice = business.notices.filter(pk=notice_id, read_at=None).first()
    if device and notice:
        with noticing.in_language_of(device.staff):
            pushing.push(
                device, label=notice.text, kind=_("Something new concerns you."), path=notice.path,
                tag=f"notice-{notice.pk}",
            )  # fmt: skip


@every("45 3 * * *")
@job(name=gettext_lazy("Clean-up of old notices"))
def forget_old_notices() -> None:
    for business in Business.objects.all():
        with acting_for(business):
            noticing.forget_old(business, now=timezone.now())
            receiving.forget_old(business, now=timezone.now())
