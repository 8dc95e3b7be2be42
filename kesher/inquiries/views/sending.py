"""Forms that a technician's phone keeps without reception and sends later, maybe twice (messaging/receiving.py)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from kesher.businesses.requests import StaffRequest
from kesher.core.pages import done
from kesher.inquiries.views import reaching
from kesher.messaging import receiving

REFUSED = 400


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Below the guard: the second sending of the same form is answered as the first, and changes nothing."""

    @wraps(view)
    def carried_out_once(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = receiving.key_from(request.POST.get("client_key", ""))
        if not key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            if not receiving.receive(request.staff, key=key, now=timezone.now()):
                return done(request, fact=reaching.FACTS)
            answer = view(request, *args, **kwargs)
            transaction.set_rollback(answer.status_code >= REFUSED)
        return answer

    return carried_out_once


def moment(request: StaffRequest) -> datetime:
    """When it was entered."""
    return receiving.moment_of(request.POST.get("waited", ""), now=timezone.now())
