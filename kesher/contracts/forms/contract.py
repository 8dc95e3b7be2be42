"""The form of a contract: its details, what it covers, and one small form for each clause."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kesher.contracts import clauses, ranking
from kesher.contracts.clauses import Term
from kesher.contracts.models import ClauseKind, Contract, RenewalWay
from kesher.core import money
from kesher.core.day_field import DayField
from kesher.core.owned_form import OwnedForm
from kesher.core.refusals import Refused
from kesher.customers.models import Customer

MOST_CLAUSES, DIGITS = 30, 5


class MoneyField(forms.CharField):
    """Typed in shekels, kept in agorot."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.parsed(text)
        except money.UnclearSum as unclear:
            raise forms.ValidationError(str(unclear), code="unclear-sum") from unclear

    def prepare_value(self, value: Any) -> Any:
        return money.plain(value) if isinstance(value, int) else value


class ContractForm(OwnedForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("To"), required=False, help_text=_("Empty: without an end"))
    price = MoneyField(label=_("Price for the whole term, before VAT"), required=False, max_length=20)
    renewal = forms.ChoiceField(label=_("Renewal"), choices=RenewalWay.choices, initial=RenewalWay.BY_HAND)
    warning_days = forms.IntegerField(label=_("Warn before the end"), min_value=0, max_value=365, initial=30)
    manager: forms.Field = forms.ModelChoiceField(label=_("Account manager"), queryset=None, required=False)
    reference = forms.CharField(label=_("The customer's reference"), max_length=60, required=False)
    sites: forms.Field = forms.ModelMultipleChoiceField(
        label=_("Sites"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    equipment: forms.Field = forms.ModelMultipleChoiceField(
        label=_("Equipment"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    remarks = forms.CharField(
        label=_("Remarks"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_draft = forms.BooleanField(
        label=_("Draft, not signed yet"),
        required=False,
        help_text=_("A draft binds nobody and grants nothing."),
    )
    version_on = DayField(label=_("Other clauses hold from"), required=False)
    reason = forms.CharField(label=_("What was changed in the clauses"), max_length=200, required=False)

    def __init__(
        self, *args: Any, business: Any, customer: Customer, contract: Contract | None = None, **options: Any
    ) -> None:
        super().__init__(*args, business=business, **options)
        managers = business.staff.active() | business.staff.filter(managed_contracts=contract)
        self.fields["manager"].queryset = managers.distinct()  # type: ignore[attr-defined]
        covered = customer.business.contract_covers.filter(contract=contract)
        for name in ("sites", "equipment"):
            rows = getattr(customer, name)
            held = rows.filter(contract_covers__in=covered)
            self.fields[name].queryset = (rows.filter(retired_at=None) | held).distinct()  # type: ignore[attr-defined]
        if contract is None or contract.is_draft:
            del self.fields["version_on"], self.fields["reason"]
        else:
            del self.fields["is_draft"]
            self.fields["version_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        return {**values, "price": values.get("price") or 0}

    def explain(self, refused: Refused) -> None:
        clause_fields = {term.name for kind in clauses.KINDS.values() for term in kind.terms} | {
            "text",
            "kind",
        }
        for problem in refused.problems:
            if problem.field not in clause_fields:
                super().explain(Refused([problem]))
        if not self.errors:
            self.add_error(None, str(refused.problems[0].sentence))


class ClauseForm(OwnedForm):
    """One clause of its kind; its fields are what the kind asks for."""

    def __init__(self, *args: Any, kind: str, number: int, **options: Any) -> None:
        super().__init__(*args, prefix=f"clause-{number}", **options)
        self.kind, self.number, self.type = kind, number, clauses.KINDS[kind]
        self.label = ClauseKind(kind).label
        self.ranks = self.offered() if kind == ClauseKind.RESPONSE_TIME else []
        for term in self.type.terms:
            self.fields[term.name] = field_of(term)
        for pk, name in self.ranks:
            self.fields[f"response_{pk}"] = minutes(_("%(name)s: response within") % {"name": name})
            self.fields[f"resolution_{pk}"] = minutes(_("%(name)s: resolution within") % {"name": name})
        self.fields["text"] = forms.CharField(
            label=_("Wording"),
            max_length=2000,
            required=kind == ClauseKind.TEXT,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def offered(self) -> list[tuple[int, str]]:
        """The priorities in use, and those that the clause names already."""
        ranks = ranking.priorities(self.business)
        return [(one.id, one.name) for one in ranks if not one.is_retired or self.is_named(one.id)]

    def is_named(self, pk: int) -> bool:
        names = (f"response_{pk}", f"resolution_{pk}")
        return any(self.initial.get(name) or self.data.get(self.add_prefix(name)) for name in names)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for problem in clauses.problems(self.kind, self.terms(values), text=values.get("text", "") or "-"):
            if problem.field not in self.errors:
                self.add_error(problem.field if problem.field in self.fields else None, str(problem.sentence))
        return values

    @property
    def has_ranks(self) -> bool:
        return any(
            self[f"response_{pk}"].value() or self[f"resolution_{pk}"].value() for pk, _name in self.ranks
        )

    def terms(self, values: dict[str, Any]) -> dict[str, Any]:
        kept = {term.name: values.get(term.name) for term in self.type.terms}
        kept = {
            name: str(value) if name == "multiplier" else value
            for name, value in kept.items()
            if value is not None
        }
        by_priority = {
            str(pk): own
            for pk, _name in self.ranks
            if (own := own_terms(values.get(f"response_{pk}"), values.get(f"resolution_{pk}")))
        }
        return kept | ({"by_priority": by_priority} if by_priority else {})

    def typed(self) -> dict[str, Any]:
        values = self.cleaned_data
        return {"kind": self.kind, "text": values.get("text", ""), "terms": self.terms(values)}


def own_terms(response: int | None, resolution: int | None) -> dict[str, int]:
    named = {"response_minutes": response, "resolution_minutes": resolution}
    return {name: value for name, value in named.items() if value}


def minutes(label: Any) -> forms.Field:
    return forms.IntegerField(label=label, min_value=1, max_value=525_600, required=False)


def field_of(term: Term) -> forms.Field:
    given: dict[str, Any] = {"label": term.label, "required": term.is_required, "initial": term.default}
    if term.kind == "switch":
        return forms.BooleanField(**{**given, "required": False})
    if term.kind == "money":
        return MoneyField(max_length=20, **given)
    if term.kind == "decimal":
        return forms.DecimalField(max_digits=4, decimal_places=2, min_value=0, **given)
    return forms.IntegerField(**given)


def clause_forms(business: Any, posted: Any, *, kept: Sequence[dict[str, Any]] = ()) -> list[ClauseForm]:
    """As posted, or one for each clause that is kept."""
    if posted is None:
        return [
            ClauseForm(business=business, kind=one["kind"], number=number, initial=initial_of(one))
            for number, one in enumerate(kept, start=1)
        ]
    numbers = [int(text) for text in posted.getlist("clause") if text.isdecimal() and len(text) < DIGITS][
        :MOST_CLAUSES
    ]
    kinds = [(number, posted.get(f"clause-{number}-kind", "")) for number in dict.fromkeys(numbers)]
    return [
        ClauseForm(posted, business=business, kind=kind, number=number)
        for number, kind in kinds
        if kind in clauses.KINDS
    ]


def initial_of(one: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = {}
    for pk, terms in (one["terms"].get("by_priority") or {}).items():
        own |= {
            f"response_{pk}": terms.get("response_minutes"),
            f"resolution_{pk}": terms.get("resolution_minutes"),
        }
    return {**one["terms"], **own, "text": one["text"]}


class RenewForm(OwnedForm):
    ends_on = DayField(label=_("Until"))
    price = MoneyField(label=_("Price for the whole term, before VAT"), required=False, max_length=20)
    carries_over = forms.BooleanField(label=_("Carry over what is left"), required=False)
    seen = forms.CharField(required=False, max_length=64)


class CancelForm(OwnedForm):
    cancelled_on = DayField(label=_("From which day"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    seen = forms.CharField(required=False, max_length=64)


class WhoseForm(OwnedForm):
    """Whose contract it will be."""

    customer: forms.Field = forms.ModelChoiceField(
        label=_("Customer"), queryset=None, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, business: Any, staff: Any, **options: Any) -> None:
        super().__init__(*args, business=business, **options)
        self.fields["customer"].queryset = business.customers.visible_to(staff).current()  # type: ignore[attr-defined]
