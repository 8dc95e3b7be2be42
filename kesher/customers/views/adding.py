from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.customers import adding
from kesher.customers.forms.adding import AddForm


@staff_may(Permission.CUSTOMER_ADD)
def add(request: StaffRequest) -> HttpResponse:
    form = AddForm(request.POST or None, business=request.business)
    if request.method == "POST" and form.is_valid():
        try:
            customer = adding.add(request.business, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            to = reverse("customers:list", args=[request.business.slug])
            return done(request, to=to, message=_("%(name)s was added.") % {"name": customer})
    return page(request, "customers/add.html", block="form", status=422 if form.errors else 200, form=form)
