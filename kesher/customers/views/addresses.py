from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.customers import addressing, places
from kesher.customers.forms.contact import AddressForm
from kesher.customers.views import put_back, reaching


@staff_may(Permission.CUSTOMER_EDIT)
def add(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    form = AddressForm(reaching.typed(request), business=request.business)
    if reaching.saved(form, addressing.add, customer, by=request.staff, now=timezone.now()):
        return reaching.told(request, customer, _("The address was added."))
    return reaching.sheet(
        request, customer, form, "customers/fields_address.html", title=_("Address"), icon_name="map-pin"
    )


@staff_may(Permission.CUSTOMER_EDIT)
def edit(request: StaffRequest, address_id: int) -> HttpResponse:
    address = reaching.row_of(request, request.business.addresses, address_id)
    initial = {name: getattr(address, name) for name in addressing.FIELDS}
    form = AddressForm(
        reaching.typed(request),
        initial=initial,
        business=request.business,
        who_changed=last_change.of(address),
    )
    if reaching.saved(form, addressing.change, address, by=request.staff, now=timezone.now()):
        return reaching.told(request, address.customer, _("The address was saved."))
    return reaching.sheet(
        request,
        address.customer,
        form,
        "customers/fields_address.html",
        title=_("Address"),
        icon_name="map-pin",
    )


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def remove(request: StaffRequest, address_id: int) -> HttpResponse:
    address = reaching.row_of(request, request.business.addresses, address_id)
    return put_back.remove(request, "address", address, _("The address was removed."))


@staff_may(Permission.CUSTOMER_VIEW)
def towns(request: StaffRequest) -> HttpResponse:
    """Completes a town while it is typed."""
    found = [{"value": one, "label": one} for one in places.towns(request.GET.get("town", ""))]
    return page(request, "customers/completions.html", block="options", options=found)


@staff_may(Permission.CUSTOMER_VIEW)
def streets(request: StaffRequest) -> HttpResponse:
    """Completes a street of the town that the form names."""
    text, town = request.GET.get("street", ""), request.GET.get("town", "")
    found = [{"value": one, "label": one} for one in places.streets(town, text)]
    return page(request, "customers/completions.html", block="options", options=found)
