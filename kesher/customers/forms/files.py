from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.files_field import FilesField
from kesher.core.owned_form import OwnedForm


class UploadForm(OwnedForm):
    uploads = FilesField()
    label = forms.CharField(label=_("Description"), max_length=120, required=False)


class FileForm(OwnedForm):
    name = forms.CharField(label=_("Name"), max_length=160)
    label = forms.CharField(label=_("Description"), max_length=120, required=False)
