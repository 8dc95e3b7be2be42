from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import mailing
from kesher.businesses.forms.places import MailForm, TestMailForm
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.models import Business
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import done, page
from kesher.core.refusals import Problem, Refused


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
            return done(request, to=to, message=saved(business))
    return page(
        request,
        "businesses/mail.html",
        block="sheet",
        status=422 if form.errors else 200,
        form=form,
        test_form=TestMailForm(business=business, initial={"to": request.staff.email}),
        is_missing=not mailing.is_configured(business),
    )


def saved(business: Business) -> str:
    business.refresh_from_db()
    if business.mail_host:
        return _("The mail server was saved. A test message shows whether it works.")
    if mailing.is_configured(business):
        return _("Saved: messages go out through the installation's mail.")
    return _("Saved without a server: no messages go out.")


@require_POST
@staff_may(Permission.BUSINESS_EDIT)
@recently_authenticated
def test_mail(request: StaffRequest) -> HttpResponse:
    """Sends at once through what is saved, and says what happened at the field it is about; as a plain page too."""
    test_form = TestMailForm(request.POST, business=request.business)
    form = saved_form(request)
    problem = tested(form, test_form)
    is_sent = test_form.is_valid() and problem is None
    response = page(
        request,
        "businesses/mail.html",
        block="boxes" if form.errors else "test_box",
        status=200 if is_sent else 422,
        form=form,
        test_form=test_form,
        reason=problem and problem.sentence,
        is_sent=is_sent,
    )
    if form.errors:
        response["HX-Retarget"] = "#mail"
    return response


def saved_form(request: StaffRequest) -> MailForm:
    """What is saved, with what was typed over it where the page sent that too."""
    kept = {name: str(getattr(request.business, name)) for name in mailing.DETAILS}
    return MailForm({**kept, **request.POST.dict()}, business=request.business, initial=kept)


def tested(form: MailForm, test_form: TestMailForm) -> Problem | None:
    """Why nothing went out: first that something typed is not saved yet, since it would not be tested."""
    if not test_form.is_valid():
        return None
    if form.has_changed():
        return Problem("unsaved", _("Please save first: the test goes through what is saved."))
    problem = mailing.test(form.business, to=test_form.cleaned_data["to"])
    for one in (form, test_form):
        if problem and problem.field in one.fields:
            one.full_clean()
            one.add_error(problem.field, str(problem.sentence))
    return problem
