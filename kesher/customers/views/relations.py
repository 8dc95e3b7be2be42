from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import phones
from kesher.core.pages import page
from kesher.customers import relating, searching
from kesher.customers.forms.contact import RelationForm
from kesher.customers.views import put_back, reaching

SHOWN = 8


@staff_may(Permission.CUSTOMER_EDIT)
def add(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    initial = {"side": request.GET.get("side", "contact" if customer.is_company else "family")}
    form = RelationForm(
        reaching.typed(request), initial=initial, business=request.business, staff=request.staff
    )
    if reaching.saved(form, relating.relate, customer, by=request.staff, now=timezone.now()):
        return reaching.told(request, customer, _("The relation was added."))
    return reaching.sheet(
        request,
        customer,
        form,
        "customers/fields_relation.html",
        title=_("Relation"),
        icon_name="users-group",
    )


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def remove(request: StaffRequest, relation_id: int) -> HttpResponse:
    relation = reaching.row_of(request, request.business.relations.select_related("other"), relation_id)
    return put_back.remove(request, "relation", relation, _("The relation was ended."))


@staff_may(Permission.CUSTOMER_VIEW)
def people(request: StaffRequest) -> HttpResponse:
    """Completes a person while the name, telephone or number is typed; `?except=` leaves one out."""
    text, left_out = request.GET.get("person", ""), request.GET.get("except", "")
    everybody = request.business.customers.visible_to(request.staff).current()
    found = searching.found(everybody, text, by=request.staff) if text.strip() else everybody.none()
    number = searching.number_in(text)
    exact = everybody.filter(number=number) if number else everybody.none()
    listed = dict.fromkeys([*exact, *found.order_by("full_name", "id")[: SHOWN + 1]])
    shown = [one for one in listed if str(one.pk) != left_out][:SHOWN]
    options = [{"value": one.pk, "label": one.full_name, "sub": phones.shown(one.phone)} for one in shown]
    return page(request, "customers/completions.html", block="options", options=options)
