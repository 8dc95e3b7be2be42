from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kesher.businesses import posting
from kesher.businesses.tasks import send_reset_message

NO_WAY = _("This installation sends no mail, so no link can come from here.")


class ResetForm(ResetPasswordForm):
    """Asks for the message; the worker sends it (`businesses.resetting`, rule 1), where mail is sent at all."""

    def has_way(self) -> bool:
        return posting.has_any_way()

    def clean_email(self) -> str:
        if not self.has_way():
            raise ValidationError(NO_WAY)
        return str(super().clean_email())

    def save(self, request: Any, **kwargs: Any) -> str:  # noqa: ARG002 - the call is allauth's
        send_reset_message.enqueue(user_ids=[user.pk for user in self.users])
        return str(self.cleaned_data["email"])
