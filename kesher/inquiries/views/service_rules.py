"""The service rules of the business, in the settings."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import done, page
from kesher.inquiries import service_rules as rules
from kesher.inquiries.forms.service_rules import ServiceRulesForm
from kesher.inquiries.views import reaching


@staff_may(Permission.LIST_EDIT)
def service_rules(request: StaffRequest) -> HttpResponse:
    business = request.business
    form = ServiceRulesForm(reaching.typed(request), business=business, initial=rules.rules_of(business))
    if reaching.saved(form, rules.change, business, by=request.staff, now=timezone.now()):
        return done(request, to=request.path, message=_("The service rules were saved."))
    return page(request, "inquiries/service_rules.html", status=422 if form.errors else 200, form=form)
