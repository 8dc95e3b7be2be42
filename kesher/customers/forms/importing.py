"""Choosing the file of an import, then its columns and what holds for all its rows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kesher.core.owned_form import OwnedForm
from kesher.core.sheets.tables import MAX_BYTES
from kesher.customers import adding, import_sources
from kesher.customers.forms.person import branches_for, in_use
from kesher.customers.import_fields import Lists, headings
from kesher.customers.landing import FILL, REPLACE, SKIP
from kesher.customers.models import Import, Role

ACCEPTED = ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.xlsb,.ods,.vcf,.vcard,.json"
OPTIONS = ("role", "known", "stage", "source", "branch", "tag")


class ImportForm(OwnedForm):
    file = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": ACCEPTED}))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES >> 20})
        return file


class ColumnsForm(OwnedForm):
    """One field for each column of the file, and the options."""

    role = forms.ChoiceField(
        label=_("New people are"),
        choices=[(Role.CUSTOMER, _("Customer")), (Role.LEAD, _("Lead"))],
        initial=Role.CUSTOMER,
        widget=forms.RadioSelect,
    )
    known = forms.ChoiceField(
        label=_("People who are here already"),
        choices=[
            (REPLACE, _("Update from the file")),
            (FILL, _("Fill in only what is missing")),
            (SKIP, _("Leave as they are")),
        ],
        initial=REPLACE,
        help_text=_("An empty cell never removes anything."),
    )
    stage: forms.Field = forms.ModelChoiceField(
        label=_("Stage of new leads"), queryset=None, required=False, empty_label="–"
    )
    source: forms.Field = forms.ModelChoiceField(
        label=_("Source of new people"), queryset=None, required=False, empty_label="–"
    )
    branch: forms.Field = forms.ModelChoiceField(
        label=_("Branch of new people"), queryset=None, required=False, empty_label="–"
    )
    tag = forms.CharField(label=_("Tag for everybody in the file"), max_length=60, required=False)

    def __init__(
        self, *args: Any, run: Import, lists: Lists, business: Any, staff: Any, **options: Any
    ) -> None:
        chosen = {f"column_{index}": name for index, name in run.columns.items()}
        kept = {name: run.options.get(name) or run.options.get(f"{name}_id") for name in OPTIONS}
        given = {name: value for name, value in kept.items() if value}
        initial = {"stage": adding.first_stage(business), **chosen, **given}
        super().__init__(*args, business=business, initial=initial, **options)
        self.offer("stage", in_use(business.stages.all()))
        self.offer("source", in_use(business.sources.all()))
        self.offer("branch", branches_for(business, staff))
        choices = [("", _("Leave out")), *import_sources.allowed(lists).items()]
        for index, title in enumerate(headings(run.options.get("header", []))):
            label = title or _("Column %(number)s") % {"number": index + 1}
            self.fields[f"column_{index}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def columns(self) -> dict[int, str]:
        """{column: field} of those that are not left out."""
        values = {
            int(name.removeprefix("column_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("column_")
        }
        return {index: value for index, value in values.items() if value}

    @property
    def choices(self) -> dict[str, Any]:
        rows = {
            f"{name}_id": getattr(self.cleaned_data[name], "pk", None)
            for name in ("stage", "source", "branch")
        }
        return {**rows, **{name: self.cleaned_data[name] for name in ("role", "known", "tag")}}
