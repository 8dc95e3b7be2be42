"""How the sign-in library is bent to this product: nobody signs up, its messages become toasts, and a user who was
read together with the place in a business is not read again."""

from contextvars import ContextVar
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.messages import INFO
from django.template.loader import render_to_string
from django.utils import timezone

from kesher.businesses import entering
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


class AccountAdapter(DefaultAccountAdapter):
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

    def post_login(self, request: Any, user: Any, **options: Any) -> Any:
        entering.note_sign_in(user, now=timezone.now())
        return super().post_login(request, user, **options)
