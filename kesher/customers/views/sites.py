from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.customers import equipping, sites
from kesher.customers.forms.sites import SiteForm
from kesher.customers.models import Customer, Equipment
from kesher.customers.views import reaching, record
from kesher.customers.views.profile import part_url

FACT = "sites-changed"


@staff_may(Permission.CUSTOMER_VIEW)
def sites_of(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    shown = parts(customer, has_retired=bool(request.GET.get("retired")))
    may_edit = record.may(request, customer, Permission.CUSTOMER_EDIT)
    shown |= {"may_edit": may_edit, "may_see_calls": request.staff.may(Permission.INQUIRY_VIEW)}
    return page(request, "customers/sites.html", block="box", customer=customer, **shown)


def parts(customer: Customer, *, has_retired: bool) -> dict[str, Any]:
    """Sites, each with its equipment, and the equipment that stands nowhere."""
    today = timezone.localdate()
    all_sites: list[Any] = list(customer.sites.all())
    everything: list[Any] = list(customer.equipment.select_related("site"))
    kept = [one for one in everything if has_retired or one.retired_at is None]
    rows = [device(one, today) for one in kept]
    places = [one for one in all_sites if has_retired or one.retired_at is None]
    shown = {one.pk for one in places}
    return {
        "places": [(one, [row for row in rows if row["row"].site_id == one.pk]) for one in places],
        "elsewhere": [row for row in rows if row["row"].site_id not in shown],
        "has_retired": has_retired,
        "retired_count": sum(one.retired_at is not None for one in [*all_sites, *everything]),
    }


def device(row: Equipment, today: Any) -> dict[str, Any]:
    return {
        "row": row,
        "is_in_warranty": equipping.is_in_warranty(row, today),
        "history_url": part_url("inquiries:of_equipment", row),
    }


@staff_may(Permission.CUSTOMER_EDIT)
def add_site(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    form = SiteForm(reaching.typed(request), business=request.business)
    if reaching.saved(form, sites.add, customer, by=request.staff, now=timezone.now()):
        return record.kept(request, customer_id, fact=FACT, message=_("The site was added."))
    return site_sheet(request, customer, form, _("New site"))


@staff_may(Permission.CUSTOMER_EDIT)
def edit_site(request: StaffRequest, site_id: int) -> HttpResponse:
    site = record.row(request, request.business.sites, site_id)
    initial = {name: getattr(site, name) for name in sites.FIELDS}
    form = SiteForm(
        reaching.typed(request), initial=initial, business=request.business, who_changed=last_change.of(site)
    )
    if reaching.saved(form, sites.change, site, by=request.staff, now=timezone.now()):
        return record.kept(request, site.customer_id, fact=FACT, message=_("The site was saved."))
    return site_sheet(request, site.customer, form, _("Site"))


def site_sheet(request: StaffRequest, customer: Customer, form: SiteForm, title: str) -> HttpResponse:
    return reaching.sheet(
        request, customer, form, "customers/fields_site.html", title=title, icon_name="map-pin"
    )


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def retire_site(request: StaffRequest, site_id: int) -> HttpResponse:
    site = record.row(request, request.business.sites, site_id)
    message = _("The site is no longer offered.")
    return record.carried_out(
        request, sites.retire, site, fact=FACT, message=message, undo="customers:restore_site"
    )


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def restore_site(request: StaffRequest, site_id: int) -> HttpResponse:
    site = record.row(request, request.business.sites, site_id)
    return record.carried_out(request, sites.restore, site, fact=FACT, message=_("The site is back."))
