"""Run inside the installation that the journeys visit: makes what they find there and tells how to reach it, as JSON.

`python -c "from tests.journeys import furnishing; furnishing.furnish()"`
"""

import json
import sys
import time

from django.test import Client
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from kesher.businesses.models import User
from kesher.core.owning import acting_for
from kesher.demo import studio
from tests import make
from tests.house import rows
from tests.journeys.variants import LANGUAGES, THEMES

PASSWORD = "a long pass phrase"  # noqa: S105
NEVER = {"mfa_login_webauthn", "mfa_signup_webauthn"}
"""addresses that only a script asks"""


def furnish():
    business = studio.load(count=64, now=timezone.now())
    with acting_for(business):
        staff = business.staff.order_by("pk").first()
        customer = business.customers.order_by("pk").first()
        ids = rows.made(business, customer, staff)
    told = {
        "slug": business.slug,
        "customer": customer.full_name,
        "paths": addresses(business.slug, ids),
        "sessions": {f"{language}-{theme}": session(business, language, theme) for language in LANGUAGES for theme in THEMES},
        "newcomers": {f"{language}-{width}": newcomer(language, width) for language in LANGUAGES for width in (1440, 390)},
        "passkeyed": newcomer("en", "passkeyed"),
        "coded": newcomer("en", "coded"),
    }
    json.dump(told, sys.stdout)


def addresses(slug, ids):
    """{address: route} of everything in the URLconf."""
    found = {}
    for route, _pattern in patterns():
        path = "/" + route.replace("<slug:business_slug>", slug)
        for part in rows.parameters(route):
            path = path.replace(part.text, str(ids.get(part.name, "x")))
        if "^" not in path and "<" not in path:
            found[path] = route
    return found


def patterns(resolver=None, prefix=""):
    for one in (resolver or get_resolver()).url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif one.name not in NEVER:
            yield route, one


def session(business, language, theme):
    """The session of an owner who likes this language and theme, signed in a moment ago for as long as the tests take."""
    user = person(f"{language}-{theme}", language=language, theme=theme)
    make.staff(business, user=user, first_name="Tamar", last_name=f"{language} {theme}")
    return signed_in(user)


def signed_in(user):
    client = Client()
    client.force_login(user)
    held = client.session
    held["account_authentication_methods"] = [{"method": "password", "at": time.time() + 36000, "username": user.username}]
    held.save()
    return held.session_key


def person(username, **fields):
    user = User(username=username, email=f"{username}@example.com", first_name="Tamar", **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def newcomer(language, width):
    """A business of her own, empty yet."""
    user = person(f"newcomer-{language}-{width}", language=language)
    made = make.business(slug=user.username, name="סטודיו ים" if language == "he" else "Sea Studio", owner=user)
    return {"slug": made.slug, "username": user.username, "password": PASSWORD, "session": signed_in(user)}
