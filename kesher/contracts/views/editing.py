"""Entering and changing a contract."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.contracts import changing, clauses, describing, opening
from kesher.contracts.forms.contract import ClauseForm, ContractForm, WhoseForm, clause_forms
from kesher.contracts.models import ClauseKind, Contract
from kesher.contracts.views import reaching
from kesher.contracts.views.listing import tabs
from kesher.core.addresses import address
from kesher.core.pages import page
from kesher.customers.models import Customer


@staff_may(Permission.CONTRACT_EDIT)
def add(request: StaffRequest) -> HttpResponse:
    """Whose it is comes first, then its details."""
    if request.GET.get("customer", "").isdecimal():
        return add_for(request, reaching.person(request, request.GET["customer"][:15]))
    form = WhoseForm(request.POST or None, business=request.business, staff=request.staff)
    if form.is_bound and form.is_valid():
        url = f"{address('contracts:add', request.business.slug)}?customer={form.cleaned_data['customer'].pk}"
        return HttpResponseRedirect(url, status=303)
    status = 422 if form.errors else 200
    shown = {
        "form": form,
        "tabs": tabs(request, "details"),
        "source": address("customers:people", request.business.slug),
    }
    return page(request, "contracts/whose.html", block="sheet", status=status, **shown)


def add_for(request: StaffRequest, customer: Customer) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    initial = {"starts_on": timezone.localdate(), "manager": customer.account_manager_id}
    form = ContractForm(posted, business=request.business, customer=customer, initial=initial)
    kept = [{"kind": ClauseKind.HOUR_BANK, "text": "", "terms": clauses.defaults(ClauseKind.HOUR_BANK)}]
    parts = clause_forms(request.business, posted, kept=kept)
    if posted is not None and all_valid(form, parts):
        given = {**form.cleaned_data, "clauses": [one.typed() for one in parts]}
        made = reaching.saved(
            form, opening.open_contract, customer, by=request.staff, now=timezone.now(), **given
        )
        if made:
            return reaching.told(request, made, _("The contract was opened."), is_new=True)
    return sheet(request, customer, form, parts, title=_("New service contract"))


@staff_may(Permission.CONTRACT_EDIT)
def edit(request: StaffRequest, contract_id: int) -> HttpResponse:
    contract = reaching.contract(request, contract_id)
    posted = request.POST if request.method == "POST" else None
    form = ContractForm(
        posted, business=request.business, customer=contract.customer, contract=contract, initial=initial_of(contract)
    )  # fmt: skip
    kept = describing.copied(changing.newest(contract))
    parts = clause_forms(request.business, posted, kept=kept)
    if posted is not None and all_valid(form, parts):
        given = {**form.cleaned_data, "clauses": [one.typed() for one in parts]}
        if reaching.saved(form, changing.change, contract, by=request.staff, now=timezone.now(), **given):
            return reaching.told(request, contract, _("The contract was saved."))
    return sheet(request, contract.customer, form, parts, title=_("Service contract"), contract=contract)


def all_valid(form: ContractForm, parts: list[ClauseForm]) -> bool:
    """All are asked, so that everything that is wrong is shown at once."""
    return all([form.is_valid(), *(one.is_valid() for one in parts)])


def initial_of(contract: Contract) -> dict[str, Any]:
    covers = list(contract.covers.all())
    return {
        **{name: getattr(contract, name) for name in describing.FIELDS},
        "manager": contract.manager_id,
        "sites": [one.site_id for one in covers if one.site_id],
        "equipment": [one.equipment_id for one in covers if one.equipment_id],
    }


def sheet(
    request: StaffRequest, customer: Customer, form: ContractForm, parts: list[ClauseForm], **shown: Any
) -> HttpResponse:
    has_errors = bool(form.errors) or any(one.errors for one in parts)
    return page(
        request,
        "contracts/edit.html",
        block="sheet",
        status=422 if has_errors else 200,
        customer=customer,
        form=form,
        parts=parts,
        kinds=ClauseKind.choices,
        next_number=max((one.number for one in parts), default=0) + 1,
        tabs=tabs(request, "details"),
        **shown,
    )


@staff_may(Permission.CONTRACT_EDIT)
@require_GET
def clause(request: StaffRequest) -> HttpResponse:
    """A further clause of the form; without a kind: nothing, which takes one away."""
    kind, number = request.GET.get("kind", ""), request.GET.get("number", "")
    if kind not in clauses.KINDS or not number.isdecimal() or len(number) > 4:  # noqa: PLR2004
        return HttpResponse("")
    part = ClauseForm(business=request.business, kind=kind, number=int(number))
    return page(
        request, "contracts/clause.html", part=part, kinds=ClauseKind.choices, next_number=int(number) + 1,
        is_further=True,
    )  # fmt: skip
