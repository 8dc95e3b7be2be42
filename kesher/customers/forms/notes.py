from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm


class NoteForm(OwnedForm):
    text = forms.CharField(label=_("Note"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8}))
