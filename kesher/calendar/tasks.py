from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.businesses.models import Business
from kesher.calendar import ringing, series, unmoving
from kesher.core.jobs.declaring import every, job
from kesher.core.owning import acting_for
from kesher.messaging import copies, noticing, pushing


@every("* * * * *")
@job(name=gettext_lazy("Reminders that are due"), attempts=1)
def ring_reminders() -> None:
    """What one minute does not do, the next one does."""
    ringing.ring(now=timezone.now())


@job(name=gettext_lazy("Reminder by e-mail"))
def email_reminder(*, business_id: int, copy_id: int) -> None:
    copy = ringing.waiting(copy_id, business=Business(pk=business_id))
    if copy:
        copies.email(
            copy.staff, title=ringing.title(copy), text=lambda: ringing.letter(copy), path=copy.reminder.path
        )


@job(name=gettext_lazy("Reminder on a device"))
def push_reminder(*, business_id: int, copy_id: int, device_id: int) -> None:
    business = Business(pk=business_id)
    copy = ringing.waiting(copy_id, business=business)
    device = business.devices.select_related("business").filter(pk=device_id).first()
    if copy and device:
        with noticing.in_language_of(copy.staff):
            pushing.push(
                device, label=copy.reminder.subject_label, kind=_("A reminder is due."), path=copy.reminder.path,
                tag=f"reminder-{copy.pk}",
            )  # fmt: skip


@every("50 2 * * *")
@job(name=gettext_lazy("Meetings of series"))
def extend_series() -> None:
    """The meetings of series that have come into sight."""
    for business in Business.objects.all():
        with acting_for(business), transaction.atomic():
            series.extend(business, now=timezone.now())
            unmoving.forget(business, now=timezone.now())
