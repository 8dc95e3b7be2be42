"""Copies of what is shown on the page: by e-mail, and by push to every browser that the person subscribed.

1. A copy goes to who still works here and may still see the person whom it is about.
2. Mail goes through the business's server, or the installation's; where none is set up no copy is sent.
3. A copy is written in the reader's language and leads to the page. What failed is tried again by the worker: the mail by
   itself and each browser by itself, so that nobody gets anything twice because of somebody else.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from kesher.businesses import mailing
from kesher.businesses.models import Staff
from kesher.messaging import noticing, seeing


class MailFailed(Exception):
    """The mail server did not take it now."""


def is_welcome(staff: Staff, customer_id: int | None) -> bool:
    return staff.is_active and seeing.may_know(staff, customer_id)


def email(staff: Staff, *, title: Any, text: str | Callable[[], str], path: str) -> None:
    """Sends now; raises MailFailed when it should be tried again. A function writes the text in the reader's language."""
    to = staff.email or (staff.user.email if staff.user else "")
    if not to or not mailing.is_configured(staff.business):
        return
    with noticing.in_language_of(staff):
        link = f"{settings.BASE_URL}{path}" if path.startswith("/") else settings.BASE_URL
        body = "\n\n".join(filter(None, [text() if callable(text) else text, link]))
        problem = mailing.send(staff.business, to=to, subject=f"{title} · {staff.business}", text=body)
    if problem:
        raise MailFailed


def hand_to_browsers(staff: Staff, *, task: str, **about: Any) -> None:
    """One job for each subscribed browser, within the caller's transaction."""
    job = import_string(task)
    for device_id in staff.devices.values_list("pk", flat=True):
        job.enqueue(business_id=staff.business_id, device_id=device_id, **about)
