"""Activation codes: a signed code opens modules of one business until a day (R010-R014, AMB-18).

1. A code names the business (its slug), the modules and the last day, and is signed with Ed25519.
2. It is checked against the vendor's public key (setting); an installation without one makes its own pair.
3. A code of another business, a changed code and a code that has already lapsed are refused.
4. An installation that is its own vendor issues a code for a business of its own when asked to.
5. The latest code counts. A module without a code is hidden and refused; after the last day it can be read only.
6. Commands write nothing after the last day. Before the first code they may: who runs the machine fills a business before
   it opens, and nothing of that is seen until then. No job opens anything new in a module that is not active.
7. Read only: the rights to change something are withheld, so that no page offers what would be refused.
"""

import base64
import json
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.activity.recording import record
from kesher.businesses.kinds import Kind
from kesher.businesses.models import Activation, Business
from kesher.businesses.permissions import MODULE_OF, READING, Module, Permission
from kesher.core.refusals import Problem, refuse_if

OWN_TERM = timedelta(days=3653)


class State(StrEnum):
    ACTIVE = "active"
    LAPSED = "lapsed"
    LOCKED = "locked"


def state_of(business: Business, module: str, today: date | None = None) -> State:
    """Asked by every guard; the business keeps its codes for the length of the request."""
    last_day = last_days(business).get(str(module))
    if last_day is None:
        return State.LOCKED
    return State.ACTIVE if (today or timezone.localdate()) <= last_day else State.LAPSED


def withheld(business: Business) -> frozenset[str]:
    """Rule 7, asked once for every request."""
    lapsed = {module for module in last_days(business) if state_of(business, module) == State.LAPSED}
    return frozenset(right for right, module in MODULE_OF.items() if module in lapsed) - READING


def askable(business: Business) -> list[str]:
    """Who can enter a code."""
    everybody = business.staff.active().with_rights()
    return [str(one) for one in everybody if one.user_id and one.may(Permission.ACTIVATION_EDIT)]


def last_days(business: Business) -> dict[str, date]:
    """The last day of each module, by the latest code that names it."""
    if not hasattr(business, "_last_days"):
        codes = business.activations.order_by("id").values_list("modules", "expires_on")
        business._last_days = {module: day for modules, day in codes for module in modules}  # type: ignore[attr-defined]  # noqa: SLF001
    return business._last_days  # type: ignore[attr-defined,no-any-return]  # noqa: SLF001


def is_active(business: Business, module: str, today: date) -> bool:
    return state_of(business, module, today) == State.ACTIVE


def hindrances(business: Business, module: Module, *, today: date, reads: bool = False) -> list[Problem]:
    """Rule 6: what keeps a command out; `reads`: it writes nothing."""
    if reads or state_of(business, module, today) != State.LAPSED:
        return []
    sentence = _(
        "The activation code of the business %(business)s has expired: %(module)s can be read, not changed."
    )
    return [Problem("module-lapsed", sentence % {"business": business.slug, "module": module.label})]


def problems(business: Business, *, code: str, today: date) -> list[Problem]:
    facts = read(code)
    if facts is None:
        return [
            Problem(
                "code-invalid",
                _("This activation code is not valid. Please check that it was copied whole."),
                field="code",
            )
        ]
    if facts["business"] != business.slug:
        return [Problem("code-foreign", _("This activation code belongs to another business."), field="code")]
    if date.fromisoformat(facts["expires_on"]) < today:
        return [Problem("code-lapsed", _("This activation code has already expired."), field="code")]
    return []


@transaction.atomic
def activate(business: Business, *, code: str, by: Any, now: datetime) -> Activation:
    code = "".join(code.split())
    refuse_if(problems(business, code=code, today=timezone.localdate(now)))
    facts = read(code) or {}
    activation: Activation = business.activations.create(
        code=code,
        modules=facts["modules"],
        expires_on=date.fromisoformat(facts["expires_on"]),
        entered_at=now,
    )
    vars(business).pop("_last_days", None)
    told = {name: facts[name] for name in ("modules", "expires_on")}
    record(Kind.ACTIVATED, activation, by=by, now=now, **told)
    return activation


def activate_self(business: Business, *, by: Any, now: datetime) -> Activation:
    """Rule 4: all modules, for ten years (docs/decisions, activation)."""
    refuse_if(
        []
        if is_own_vendor()
        else [Problem("vendor-elsewhere", _("The vendor's service centre issues activation codes."))]
    )
    expires_on = timezone.localdate(now) + OWN_TERM
    code = issue(business.slug, modules=list(Module.values), expires_on=expires_on, key=own_key())
    return activate(business, code=code, by=by, now=now)


def is_own_vendor() -> bool:
    return not settings.ACTIVATION_PUBLIC_KEY


def issue(slug: str, *, modules: list[str], expires_on: date, key: Ed25519PrivateKey) -> str:
    """A new code: the facts and their signature, in letters that survive being copied."""
    facts = json.dumps({"business": slug, "modules": modules, "expires_on": expires_on.isoformat()}).encode()
    return f"{encoded(facts)}.{encoded(key.sign(facts))}"


def read(code: str) -> dict[str, Any] | None:
    """The facts of a code whose signature is right, else None."""
    try:
        facts, signature = (decoded(part) for part in code.split("."))
        public_key().verify(signature, facts)
    except (ValueError, InvalidSignature):
        return None
    return json.loads(facts)  # type: ignore[no-any-return]


def public_key() -> Ed25519PublicKey:
    if settings.ACTIVATION_PUBLIC_KEY:
        return Ed25519PublicKey.from_public_bytes(decoded(settings.ACTIVATION_PUBLIC_KEY))
    return own_key().public_key()


def own_key() -> Ed25519PrivateKey:
    """The installation's own key, made on first use (file mode 0600)."""
    path = Path(settings.DATA) / "activation_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def encoded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
