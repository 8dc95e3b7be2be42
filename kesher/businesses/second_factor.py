"""A business may ask all its staff for a second factor: an authenticator app or a passkey.

1. Where the business requires it, staff without one can only set one up.
2. Who has one was asked for it at sign-in.
3. The last one cannot be removed while a business of this person requires it.
"""

from typing import Any

from allauth.mfa.models import Authenticator

from kesher.businesses.models import Staff


def is_missing(request: Any) -> bool:
    """Asked anew on every page of a business that requires it, so that removing the last one counts at once."""
    return bool(request.business.requires_second_factor) and not has_one(request.user)


def has_one(user: Any, *, besides: Any = None) -> bool:
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    others = Authenticator.objects.filter(user=user, type__in=kinds)
    return bool((others.exclude(pk=besides.pk) if besides else others).exists())


def can_go(authenticator: Any) -> bool:
    """Rule 3."""
    user, places = authenticator.user, Staff.objects.across_businesses().active()
    is_required = places.filter(user=user, business__requires_second_factor=True).exists()
    return not is_required or has_one(user, besides=authenticator)
