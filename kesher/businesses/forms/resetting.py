from typing import Any

from allauth.account.forms import ResetPasswordForm

from kesher.businesses.tasks import send_reset_message


class ResetForm(ResetPasswordForm):
    """Asks for the message; the worker sends it (`businesses.resetting`, rule 1)."""

    def save(self, request: Any, **kwargs: Any) -> str:  # noqa: ARG002 - the call is allauth's
        send_reset_message.enqueue(user_ids=[user.pk for user in self.users])
        return str(self.cleaned_data["email"])
