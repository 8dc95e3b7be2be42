"""What a password must be, beyond Django's own rules: these say it in every language of the product."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("A password has at least %(count)s characters.") % {"count": self.min_length}
