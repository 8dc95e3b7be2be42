from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import mailing
from kesher.businesses.forms.places import MailForm, TestMailForm
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Refused


@staff_may(Permission.BUSINESS_EDIT)
@recently_authenticated
def mail(request: StaffRequest) -> HttpResponse:
    business = request.business
    initial = {name: getattr(business, name) for name in mailing.DETAILS}
    form = MailForm(request.POST or None, business=business, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            mailing.change(business, by=request.staff, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.explain(refused)
        else:
            to = address("businesses:mail", business.slug)
            return done(
                request, to=to, message=_("The mail server was saved. A test message shows whether it works.")
            )
    return page(
        request,
        "businesses/mail.html",
        block="sheet",
        status=422 if form.errors else 200,
        form=form,
        test_form=TestMailForm(business=business, initial={"to": request.staff.email}),
        is_configured=mailing.is_configured(business),
    )


@require_POST
@staff_may(Permission.BUSINESS_EDIT)
@recently_authenticated
def test_mail(request: StaffRequest) -> HttpResponse:
    """Sends at once and says what happened; as a plain page too."""
    test_form = TestMailForm(request.POST, business=request.business)
    reason, is_sent = None, False
    if test_form.is_valid():
        reason = mailing.test(request.business, to=test_form.cleaned_data["to"])
        is_sent = reason is None
    initial = {name: getattr(request.business, name) for name in mailing.DETAILS}
    return page(
        request,
        "businesses/mail.html",
        block="test_box",
        status=200 if is_sent else 422,
        form=MailForm(business=request.business, initial=initial),
        test_form=test_form,
        is_configured=mailing.is_configured(request.business),
        reason=reason,
        is_sent=is_sent,
    )
