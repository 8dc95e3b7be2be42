"""A business may ask all its staff for a second factor: an authenticator app or a passkey.

1. Where the business requires it, staff without one can only set one up.
2. Who has one was asked for it at sign-in.
"""

from typing import Any

from allauth.mfa.models import Authenticator

KEY = "has_second_factor"


def is_missing(request: Any) -> bool:
    """Asked on every page of a business that requires it, so a yes is kept in the session."""
    if not request.business.requires_second_factor or request.session.get(KEY):
        return False
    request.session[KEY] = has_one(request.user)
    return not request.session[KEY]


def has_one(user: Any) -> bool:
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())
