from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.customers import tagging
from kesher.customers.forms.contact import TagsForm
from kesher.customers.views import reaching


@staff_may(Permission.CUSTOMER_EDIT)
def edit(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = reaching.person(request, customer_id)
    form = TagsForm(
        reaching.typed(request),
        business=request.business,
        customer=customer,
        who_changed=last_change.of(customer),
    )
    if reaching.saved(form, tagging.retag, customer, by=request.staff, now=timezone.now()):
        return reaching.told(request, customer, _("The tags were saved."))
    return reaching.sheet(
        request, customer, form, "customers/fields_tags.html", title=_("Tags"), icon_name="tags"
    )
