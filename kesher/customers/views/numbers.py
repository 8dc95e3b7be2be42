from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.customers import numbers
from kesher.customers.forms.contact import NumberForm
from kesher.customers.views import put_back, reaching


@staff_may(Permission.CUSTOMER_EDIT)
def add(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    form = NumberForm(reaching.typed(request), business=request.business)
    if reaching.saved(form, numbers.add, customer, by=request.staff, now=timezone.now()):
        return reaching.told(request, customer, _("The number was added."))
    return reaching.sheet(
        request,
        customer,
        form,
        "customers/fields_number.html",
        title=_("Additional number"),
        icon_name="phone",
        is_new=True,
    )


@staff_may(Permission.CUSTOMER_EDIT)
def edit(request: StaffRequest, contact_number_id: int) -> HttpResponse:
    number = reaching.row_of(request, request.business.contact_numbers, contact_number_id)
    initial = {name: getattr(number, name) for name in numbers.FIELDS}
    form = NumberForm(
        reaching.typed(request),
        initial=initial,
        business=request.business,
        who_changed=last_change.of(number),
    )
    if reaching.saved(form, numbers.change, number, by=request.staff, now=timezone.now()):
        return reaching.told(request, number.customer, _("The number was saved."))
    return reaching.sheet(
        request,
        number.customer,
        form,
        "customers/fields_number.html",
        title=_("Additional number"),
        icon_name="phone",
    )


@staff_may(Permission.CUSTOMER_VIEW)
def abilities(request: StaffRequest) -> HttpResponse:
    """What the number that is being typed can do; `?phone=`."""
    form = NumberForm(initial=numbers.abilities(request.GET.get("phone", "")), business=request.business)
    return page(request, "customers/abilities.html", block="abilities", form=form)


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def remove(request: StaffRequest, contact_number_id: int) -> HttpResponse:
    number = reaching.row_of(request, request.business.contact_numbers, contact_number_id)
    return put_back.remove(request, "number", number, _("The number was removed."))
