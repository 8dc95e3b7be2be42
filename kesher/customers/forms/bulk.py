from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.businesses.models import Staff
from kesher.core.owned_form import OwnedForm
from kesher.customers import bulk_verbs
from kesher.customers.bulk_verbs import Verb

LABELS = {
    "tag": _("Tag"),
    "stage": _("Stage"),
    "branch": _("Branch"),
    "account_manager": _("Account manager"),
}


class BulkForm(OwnedForm):
    """Whom it is about (those selected, or the whole filtered list), and the value."""

    scope = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, verb: Verb, staff: Staff, scopes: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        self.fields["scope"].initial = scopes[0][0]
        rows = bulk_verbs.rows_for(verb, staff)
        if rows is not None:
            self.fields["value"] = forms.ModelChoiceField(
                rows, label=LABELS[verb.value_name], required=not verb.is_optional,
                empty_label=_("None") if verb.is_optional else "",
            )  # fmt: skip
