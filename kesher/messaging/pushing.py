"""Web push: a message to the browsers that a staff member subscribed.

1. A browser is subscribed once; subscribing again renews its keys. It belongs to who subscribed it last, so that a shared
   computer does not ring for somebody else.
2. An endpoint belongs to one of the push services that the installation knows (setting), so that nobody makes the server
   knock at its neighbours' doors.
3. What is sent is encrypted for that browser: a title, a line, the page it leads to. Names stay off locked screens unless
   the person asked for them on that device (`shows_details`): otherwise the line says only what kind of thing waits.
4. A browser that the push service no longer knows (404, 410) is removed. Any other failure is tried again by the worker.
5. A message that was not delivered within its hours is of no use any more.
6. The same subject replaces its former message on the screen.
"""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kesher.businesses.models import Staff
from kesher.core.refusals import Problem, refuse_if
from kesher.messaging import vapid
from kesher.messaging.models import Device

HOURS = 4
SECONDS = 10
GONE = {404, 410}
LIMITS = {"endpoint": 600, "p256dh": 120, "auth": 60}


class PushFailed(Exception):
    """The push service did not take it now."""


def problems(*, endpoint: str, p256dh: str, auth: str) -> list[Problem]:
    given = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth}
    whole = all(value and len(value) <= LIMITS[name] for name, value in given.items())
    if whole and is_fit(endpoint):
        return []
    return [Problem("device-unfit", gettext_lazy("This browser's subscription cannot be used."))]


def is_fit(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
    except ValueError:
        return False
    host = parts.hostname or ""
    is_known = any(host == one or host.endswith(f".{one}") for one in settings.PUSH_HOSTS)
    return is_known and (parts.scheme == "https" or host == "localhost")


@transaction.atomic
def subscribe(
    staff: Staff, *, endpoint: str, p256dh: str, auth: str, name: str, shows_details: bool, now: datetime
) -> Device:
    refuse_if(problems(endpoint=endpoint, p256dh=p256dh, auth=auth))
    staff.business.devices.filter(endpoint=endpoint).exclude(staff=staff).delete()
    kept = {"p256dh": p256dh, "auth": auth, "name": name[:80], "shows_details": shows_details}
    device, _is_new = staff.devices.update_or_create(
        business_id=staff.business_id,
        endpoint=endpoint,
        defaults=kept,
        create_defaults={**kept, "created_at": now},
    )
    return device


def unsubscribe(staff: Staff, *, device_id: int) -> None:
    staff.devices.filter(pk=device_id).delete()


def message(device: Device, *, label: str, kind: str, path: str, tag: str) -> dict[str, str]:
    """Rule 3: what the browser shows."""
    line = label if device.shows_details else kind
    return {"title": str(device.business), "line": line, "path": path or "/", "tag": tag, "open": _("Open")}


def push(device: Device, **about: str) -> None:
    """Sends now; raises PushFailed when it should be tried again."""
    from pywebpush import WebPushException, webpush  # noqa: PLC0415 - a whole HTTP client, which only the worker needs
    from requests import RequestException  # noqa: PLC0415 - as above

    if not is_fit(device.endpoint):
        return
    try:
        webpush(
            {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}},
            data=json.dumps(message(device, **about)),
            vapid_private_key=vapid.own(),
            vapid_claims={"sub": contact()},
            ttl=HOURS * 3600,
            timeout=SECONDS,
            headers={"Urgency": "high"},
            requests_session=line(),
        )
    except WebPushException as error:
        status = error.response.status_code if error.response is not None else 0
        if status not in GONE:
            raise PushFailed(str(status)) from None
        device.delete()
    except RequestException as error:
        raise PushFailed(type(error).__name__) from None


def line() -> Any:
    """No redirects: an endpoint that passes the check does not lead elsewhere."""
    from requests import Session  # noqa: PLC0415 - as above

    session = Session()
    session.max_redirects = 0
    return session


def contact() -> str:
    """Whom the push service may ask (RFC 8292): the installation's address."""
    return settings.BASE_URL if settings.BASE_URL.startswith("https:") else "mailto:kesher@example.com"
