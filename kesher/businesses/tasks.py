from kesher.businesses import resetting
from kesher.core.jobs.declaring import job


@job()
def send_reset_message(*, user_ids: list[int]) -> None:
    resetting.send(user_ids)
