from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.customers import equipping
from kesher.customers.forms.sites import EquipmentForm
from kesher.customers.models import Customer
from kesher.customers.views import reaching, record
from kesher.customers.views.sites import FACT


@staff_may(Permission.CUSTOMER_EDIT)
def add_equipment(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    initial = {"site": request.GET.get("site", "")}
    form = EquipmentForm(
        reaching.typed(request), initial=initial, business=request.business, customer=customer
    )
    if reaching.saved(form, equipping.add, customer, by=request.staff, now=timezone.now()):
        return record.kept(request, customer_id, fact=FACT, message=_("The equipment was added."))
    return sheet(request, customer, form, _("New equipment"))


@staff_may(Permission.CUSTOMER_EDIT)
def edit_equipment(request: StaffRequest, equipment_id: int) -> HttpResponse:
    row = record.row(request, request.business.equipment, equipment_id)
    initial = {name: getattr(row, name) for name in equipping.FIELDS}
    form = EquipmentForm(
        reaching.typed(request), initial=initial, business=request.business, customer=row.customer, site=row.site_id,
        who_changed=last_change.of(row),
    )  # fmt: skip
    if reaching.saved(form, equipping.change, row, by=request.staff, now=timezone.now()):
        return record.kept(request, row.customer_id, fact=FACT, message=_("The equipment was saved."))
    return sheet(request, row.customer, form, _("Equipment"))


def sheet(request: StaffRequest, customer: Customer, form: EquipmentForm, title: str) -> HttpResponse:
    return reaching.sheet(
        request, customer, form, "customers/fields_equipment.html", title=title, icon_name="device-desktop"
    )


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def retire_equipment(request: StaffRequest, equipment_id: int) -> HttpResponse:
    row = record.row(request, request.business.equipment, equipment_id)
    message = _("The equipment is no longer offered.")
    return record.carried_out(
        request, equipping.retire, row, fact=FACT, message=message, undo="customers:restore_equipment"
    )


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def restore_equipment(request: StaffRequest, equipment_id: int) -> HttpResponse:
    row = record.row(request, request.business.equipment, equipment_id)
    return record.carried_out(request, equipping.restore, row, fact=FACT, message=_("The equipment is back."))
