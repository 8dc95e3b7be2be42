from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.customers import adding
from kesher.customers.forms.person import PersonForm, branches_for, has_several_branches, in_use
from kesher.customers.models import Role


class AddForm(PersonForm):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(Role.LEAD, _("Lead")), (Role.CUSTOMER, _("Customer"))],
        initial=Role.LEAD,
        widget=forms.RadioSelect,
    )
    branch: forms.Field = forms.ModelChoiceField(
        label=_("Branch"), queryset=None, required=False, empty_label="–"
    )
    tags: forms.Field = forms.ModelMultipleChoiceField(
        label=_("Tags"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, business: Any, staff: Any, **options: Any) -> None:
        initial = {"stage": adding.first_stage(business), **options.pop("initial", {})}
        super().__init__(*args, business=business, staff=staff, initial=initial, **options)
        self.offer("branch", branches_for(business, staff))
        self.offer("tags", in_use(business.tags.all()))
        if not has_several_branches(business):
            del self.fields["branch"]

    def clean(self) -> dict[str, Any]:
        """The stage that stands there at first is a lead's."""
        typed = super().clean()
        is_lead = typed.get("role") == Role.LEAD
        return typed if is_lead or "stage" in self.changed_data else typed | {"stage": None}
