"""One's own sign-in address. It stands in the place of the sign-in library's page, which sends within the request."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kesher.businesses import readdressing
from kesher.businesses.guards import recently_authenticated, users_only
from kesher.businesses.requests import UserRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused
from kesher.office.forms import AddressForm


@users_only
@recently_authenticated
def own_address(request: UserRequest) -> HttpResponse:
    form = AddressForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            readdressing.ask(request.user, form.cleaned_data["email"])
        except Refused as refused:
            form.explain(refused)
        else:
            sent = _("A link is on its way to %(email)s.") % form.cleaned_data
            return done(request, to=address("office:account"), message=sent)
    return page(request, "office/own_address.html", status=422 if form.errors else 200, form=form)


@users_only
def confirm_address(request: UserRequest, token: str) -> HttpResponse:
    """Opening the link shows the address; only the button changes it, so that a mail scanner cannot."""
    email = readdressing.found(token, user=request.user)
    if email is None:
        return page(request, "office/confirm_address.html", status=404, problems=[readdressing.gone()])
    if request.method != "POST":
        return page(request, "office/confirm_address.html", email=email, problems=[])
    try:
        readdressing.confirm(token, user=request.user, now=timezone.now())
    except Refused as refused:
        return page(request, "office/confirm_address.html", status=422, problems=refused.problems)
    return done(request, to=address("office:account"), message=_("You sign in with the new address now."))
