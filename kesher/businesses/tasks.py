from django.utils.translation import gettext_lazy as _

from kesher.businesses import readdressing, recovering, resetting
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Business, User
from kesher.core import sealing
from kesher.core.jobs.declaring import job


@job(name=_("Message to reset a password"))
def send_reset_message(*, user_ids: list[int]) -> None:
    resetting.send(user_ids)


@job(name=_("Message to confirm a sign-in address"))
def send_address_link(*, user_id: int, sealed_email: str) -> None:
    readdressing.send_link(User.objects.get(pk=user_id), sealing.opened(sealed_email) or "")


@job(name=_("Message that a sign-in address changed"))
def tell_former_address(*, user_id: int, sealed_email: str) -> None:
    readdressing.tell_former(User.objects.get(pk=user_id), sealing.opened(sealed_email) or "")


@job(name=_("Message about a change to a sign-in"))
def tell_of_recovery(*, business_id: int, staff_id: int, kind: str) -> None:
    staff = Business(pk=business_id).staff.select_related("business", "user").get(pk=staff_id)
    recovering.tell(staff, kind=Kind(kind))
