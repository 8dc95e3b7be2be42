from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kesher.activity.recording import record
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.contracts import listing, stating
from kesher.contracts.kinds import Kind
from kesher.contracts.listing import Wanted
from kesher.contracts.models import ClauseKind
from kesher.core import vanished
from kesher.core.addresses import address
from kesher.core.pages import fragment, is_fragment_request, page
from kesher.core.sheets import writing
from kesher.entitlements import statements

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_may(Permission.CONTRACT_VIEW)
def list_contracts(request: StaffRequest) -> HttpResponse:
    asked, today = listing.wanted(request.GET), timezone.localdate()
    after = request.GET.get("after", "")
    rows, next_after = listing.page_of(
        listing.clauses_of(request.staff, asked, today=today), after=after, today=today
    )
    shown: dict[str, Any] = {
        "rows": rows,
        "tones": stating.TONES,
        "clock": statements.clock,
        "next_url": here(request, asked, after=next_after) if next_after else "",
        "may_edit": request.staff.may(Permission.CONTRACT_EDIT),
    }
    if after and is_fragment_request(request):
        return fragment(request, "contracts/list_rows.html", "rows", **shown)
    return page(request, "contracts/list.html", block="list", **shown, **around(request, asked))


def here(request: StaffRequest, asked: Wanted, name: str = "contracts:list", **changed: Any) -> str:
    query = {**asked.query(), **{key: str(value) for key, value in changed.items()}}
    kept = {key: value for key, value in query.items() if value}
    url = address(name, request.business.slug)
    return f"{url}?{urlencode(kept)}" if kept else url


def around(request: StaffRequest, asked: Wanted) -> dict[str, Any]:
    return {
        "asked": asked,
        "tabs": tabs(request, "list"),
        "filters": filters(request, asked),
        "chips": chips(request, asked),
        "clear_url": here(request, Wanted()),
        "excel_url": here(request, asked, "contracts:take_excel"),
        "list_url": here(request, asked),
    }


def tabs(request: StaffRequest, current: str) -> list[dict[str, Any]]:
    """R168: the list and the entry of details."""
    slug = request.business.slug
    offered = [("list", _("List of contracts"), "list", address("contracts:list", slug))]
    if request.staff.may(Permission.CONTRACT_EDIT):
        offered.append(("details", _("Contract details"), "file-certificate", address("contracts:add", slug)))
    return [
        {"label": label, "icon": icon, "url": url, "is_active": key == current} for key, label, icon, url in offered
    ]  # fmt: skip


def filters(request: StaffRequest, asked: Wanted) -> list[tuple[str, list[dict[str, Any]]]]:
    def options(name: str, current: Any, choices: Any) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": here(request, asked, **{name: "" if key == current else key}),
             "is_active": key == current}
            for key, label in choices
        ]  # fmt: skip

    within = [(days, _("within %(days)s days") % {"days": days}) for days in listing.ENDS_WITHIN]
    return [
        (_("Clause"), options("kind", asked.kind, ClauseKind.choices)),
        (_("State"), options("state", asked.state, stating.State.choices)),
        (_("Ends"), options("within", asked.within, within)),
    ]


def chips(request: StaffRequest, asked: Wanted) -> list[dict[str, str]]:
    """The filters in use; the log (`logged`) is told no person's name, since it stays when the person is erased."""
    told: list[tuple[str, Any]] = []
    if asked.customer is not None:
        seen = request.business.customers.visible_to(request.staff).filter(pk=asked.customer).first()
        told.append(("customer", _("Customer: %(name)s") % {"name": seen or vanished.NOT_AVAILABLE}))
    if asked.kind:
        told.append(("kind", ClauseKind(asked.kind).label))
    if asked.state:
        told.append(("state", stating.State(asked.state).label))
    if asked.within is not None:
        told.append(("within", _("Ends within %(days)s days") % {"days": asked.within}))
    labels = {"customer": _("Customer"), "kind": _("Clause"), "state": _("State"), "within": _("Ends")}
    told += [(name, f"{labels[name]}: {vanished.NOT_AVAILABLE}") for name in dict(asked.gone)]
    unnamed = {"customer": _("Customer: chosen by name")}
    return [
        {"label": str(label), "remove_url": here(request, asked, **{name: ""}), "logged": unnamed.get(name, str(label))}
        for name, label in told
    ]  # fmt: skip


@staff_may(Permission.CONTRACT_VIEW)
@require_GET
def take_excel(request: StaffRequest) -> HttpResponseBase:
    """Exactly the list of the address; that it leaves is recorded."""
    asked, today = listing.wanted(request.GET), timezone.localdate()
    found = list(
        listing.clauses_of(request.staff, asked, today=today).select_related("version__contract__customer")
    )
    with transaction.atomic():
        record(
            Kind.LIST_EXPORTED, request.business, by=request.staff, now=timezone.now(), count=len(found),
            filters=[one["logged"] for one in chips(request, asked)],
        )  # fmt: skip
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    lines = [line(row) for row in listing.rows_of(found, today=today)]
    writing.write_excel(file, _("Service contracts"), heads(), lines, rtl=translation.get_language_bidi())
    file.seek(0)
    name = f"{request.business.slug}-contracts-{today:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=EXCEL)


def heads() -> list[writing.Column]:
    texts = [_("Name"), _("Customer"), _("Clause"), _("Details"), _("State")]
    sides = [_("Granted"), _("Used"), _("Reserved"), _("Remaining"), _("Expired")]
    return [
        writing.Column(_("Number"), "number"),
        *(writing.Column(text) for text in texts),
        writing.Column(_("From"), "date"),
        writing.Column(_("To"), "date"),
        writing.Column(_("Price"), "money"),
        *(writing.Column(text) for text in sides),
    ]


def line(row: listing.Row) -> list[Any]:
    contract, figures = row.contract, row.figures
    sides = [statements.clock(figures[one], row.unit) if figures else "" for one in statements.SIDES]
    return [
        contract.number, contract.name, str(contract.customer), row.clause.get_kind_display(), row.told,
        str(row.state.label), contract.starts_on, row.until, contract.price, *sides,
    ]  # fmt: skip
