"""How the sign-in library is bent to this product.

Nobody signs up, its messages become toasts, and a user who was read together with the place in a business is not
read again.
"""

from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.messages import INFO
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.businesses import entering, posting, second_factor
from kesher.businesses.kinds import Kind
from kesher.core import sealing
from kesher.core.pages import keep_toast

SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


at_hand: ContextVar[Any] = ContextVar("user_at_hand", default=None)
"""the user whom the middleware has read already; the session's proof is still Django's to check"""


class Backend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Any:
        user = at_hand.get()
        if user is None or str(user.pk) != str(user_id):
            return super().get_user(user_id)
        return user if self.user_can_authenticate(user) else None

    def _authenticate(self, request: Any, **credentials: Any) -> Any:
        """A login is tried once: a second hashing would tell by its time that there is such an account."""
        if credentials.get("email") == credentials.get("username"):
            credentials.pop("email", None)
        return super()._authenticate(request, **credentials)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _(
            "There were too many failed attempts to sign in. Please try again later."
        ),
    }

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002
        """Staff come by invitation, owners by the setup token or the command line."""
        return False

    def add_message(
        self,
        request: Any,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",  # noqa: ARG002
        message: str | None = None,
    ) -> None:
        if level < INFO or message_template in SILENT:
            return
        text = message or render_to_string(message_template or "", message_context or {}, request).strip()
        keep_toast(request, text)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the installation's own address: whoever asks chooses the request's host, and would be sent the key."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.BASE_URL + path.replace("UID-KEY", quote(key))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Needs no request: the worker sends too."""
        site = SimpleNamespace(name="Kesher", domain=urlsplit(settings.BASE_URL).netloc)
        message = self.render_mail(template_prefix, email, {"email": email, **context, "current_site": site})
        posting.post(context["user"], message)

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:  # noqa: ARG002
        """Counted by account, whatever the request's host."""
        return str(credentials.get("email", credentials.get("username", ""))).lower()

    def post_login(self, request: Any, user: Any, **options: Any) -> Any:
        entering.note(Kind.SIGNED_IN, user, now=timezone.now())
        return super().post_login(request, user, **options)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept sealed; the last second factor stays while it is required."""

    def encrypt(self, text: str) -> str:
        return sealing.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.opened(encrypted_text) or ""

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return second_factor.can_go(authenticator)
