from django.utils import timezone

from kesher.calendar import reminding
from kesher.calendar.models import Reminder
from kesher.core.owning import acting_for
from kesher.messaging import noticing


def reminder(subject, *staff, at=None, now=None, **fields) -> Reminder:
    """A reminder of any row to these staff members, due now unless `at` says otherwise."""
    now = now or timezone.now()
    fields = {"path": "/b/ours/", "label": "Call back", "by": staff[0] if staff else None, **fields}
    with acting_for(subject.business):
        return reminding.remind(subject, at=at or now, staff=staff, now=now, **fields)


def notice(staff, *, key="one", now=None, **fields):
    """A notice of this staff member."""
    fields = {"kind": "assigned", "text": "Inquiry 12 is yours", "path": "/b/ours/", **fields}
    with acting_for(staff.business):
        noticing.tell(staff, key=key, now=now or timezone.now(), **fields)
        return staff.notices.get(key=key)


def device(staff, *, endpoint="http://localhost:9/push", **fields):
    with acting_for(staff.business):
        fields = {"p256dh": "key", "auth": "secret", "created_at": timezone.now(), **fields}
        return staff.devices.create(business=staff.business, endpoint=endpoint, **fields)
