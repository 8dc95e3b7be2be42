from django.utils.translation import gettext_lazy as _

from kesher.businesses import resetting
from kesher.core.jobs.declaring import job


@job(name=_("Message to reset a password"))
def send_reset_message(*, user_ids: list[int]) -> None:
    resetting.send(user_ids)
