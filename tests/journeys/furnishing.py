"""Run inside the installation that the journeys visit: makes what they find there and tells how to reach it, as JSON.

`python -c "from tests.journeys import furnishing; furnishing.furnish()"`
"""

import json
import sys
import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from kesher.businesses.models import User
from kesher.core.owning import acting_for
from kesher.demo import studio
from tests import make
from tests.house import rows
from tests.journeys.variants import LANGUAGES, THEMES

PASSWORD = "a long pass phrase"
NEVER = {"mfa_login_webauthn", "mfa_signup_webauthn"}
"""addresses that only a script asks"""


def furnish():
    business = studio.load(count=64, now=timezone.now())
    with acting_for(business):
        staff = business.staff.order_by("pk").first()
        customer = business.customers.order_by("pk").first()
        ids = rows.made(business, customer, staff)
    sessions = {
        f"{language}-{theme}": session(business, language, theme)
        for language in LANGUAGES
        for theme in THEMES
    }
    told = {
        "slug": business.slug,
        "customer": customer.full_name,
        "sessions": sessions,
        "paths": [*addresses(business.slug, ids), *passkeys()],
        "newcomers": {
            f"{language}-{width}": newcomer(language, width)
            for language in LANGUAGES
            for width in (1440, 390)
        },
        "passkeyed": newcomer("en", "passkeyed"),
        "coded": newcomer("en", "coded"),
    }
    json.dump(told, sys.stdout)


def addresses(slug, ids):
    """Everything in the URLconf."""
    found = []
    for route, _pattern in patterns():
        path = "/" + route.replace("<slug:business_slug>", slug)
        for part in rows.parameters(route):
            path = path.replace(part.text, str(ids.get(part.name, "x")))
        if "^" not in path and "<" not in path:
            found.append(path)
    return found


def passkeys():
    """Pages about one passkey; whose it is not gets 404, which a visit passes over."""
    keys = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    return [f"/accounts/2fa/webauthn/keys/{key.pk}/{verb}/" for key in keys for verb in ("remove", "edit")]


def patterns(resolver=None, prefix=""):
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif one.name not in NEVER:
            yield route, one


def session(business, language, theme):
    """The session of an owner who likes this language and theme; in the dark they have a second factor too."""
    user = person(f"{language}-{theme}", language=language, theme=theme)
    make.staff(business, user=user, first_name="Tamar", last_name=f"{language} {theme}")
    if theme == "dark":
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop", "credential": {}}
        )
    return signed_in(user)


def signed_in(user):
    client = Client()
    client.force_login(user)
    held = client.session
    shown = {
        "method": "password",
        "at": time.time() + 36000,
        "username": user.username,
        "reauthenticated": True,
    }
    held[AUTHENTICATION_METHODS_SESSION_KEY] = [shown]
    held[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    held.save()
    UserSession.objects.create(
        user=user,
        session_key=held.session_key,
        ip="127.0.0.1",
        user_agent="Firefox",
        last_seen_at=timezone.now(),
    )
    return held.session_key


def person(username, **fields):
    user = User(username=username, email=f"{username}@example.com", first_name="Tamar", **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def newcomer(language, width):
    """A business of her own, empty yet."""
    user = person(f"newcomer-{language}-{width}", language=language)
    made = make.business(
        slug=user.username, name="סטודיו ים" if language == "he" else "Sea Studio", owner=user
    )
    return {"slug": made.slug, "username": user.username, "password": PASSWORD, "session": signed_in(user)}
