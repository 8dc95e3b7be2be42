from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import handing_out
from kesher.core.pages import page
from kesher.core.refusals import Problem, Refused
from kesher.customers import filing
from kesher.customers.forms.files import FileForm, UploadForm
from kesher.customers.models import Customer, CustomerFile
from kesher.customers.views import record
from kesher.customers.views.reaching import person, saved

FACT = "files-changed"


@staff_may(Permission.FILE_VIEW)
def files_of(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = person(request, customer_id)
    files = list(customer.files.filter(removed_at=None).select_related("uploaded_by"))
    may_edit = record.may(request, customer, Permission.FILE_EDIT)
    shown: dict[str, Any] = {"customer": customer, "files": files, "may_edit": may_edit}
    if may_edit:
        shown["removed"] = record.removed(request, customer.files, restore="customers:restore_file")
    return page(request, "customers/files.html", block="box", **shown)


@staff_may(Permission.FILE_EDIT)
def upload_files(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = person(request, customer_id)
    form = UploadForm(request.POST or None, request.FILES or None, business=request.business)
    if request.method == "POST" and form.is_valid():
        count, problems = upload_each(request, customer, form)
        message = ngettext("%(count)s file was added.", "%(count)s files were added.", count) % {
            "count": count
        }
        if not problems:
            return record.kept(request, customer_id, fact=FACT, message=message)
        form.explain(Refused(problems))
        answer = upload_sheet(request, customer, form, added=message if count else "")
        answer["HX-Trigger"] = FACT
        return answer
    return upload_sheet(request, customer, form)


def upload_sheet(
    request: StaffRequest, customer: Customer, form: UploadForm, added: str = ""
) -> HttpResponse:
    limit = settings.UPLOAD_LIMIT // 1024**2
    return record.sheet(request, "customers/upload.html", form, customer=customer, added=added, limit=limit)


def upload_each(request: StaffRequest, customer: Customer, form: UploadForm) -> tuple[int, list[Problem]]:
    """Each file by itself: the good ones are kept, the others are named with their reason."""
    problems, files = [], form.cleaned_data["uploads"]
    for file in files:
        try:
            filing.upload(
                customer,
                name=file.name,
                content=file,
                label=form.cleaned_data["label"],
                by=request.staff,
                now=timezone.now(),
            )
        except Refused as refused:
            problems += [
                Problem(one.code, f"{file.name}: {one.sentence}", field="uploads") for one in refused.problems
            ]
    return len(files) - len(problems), problems


def file_of(request: StaffRequest, customer_file_id: int) -> CustomerFile:
    file: CustomerFile = record.row(
        request, request.business.customer_files.filter(removed_at=None), customer_file_id
    )
    return file


@staff_may(Permission.FILE_VIEW)
@require_GET
def show_file(request: StaffRequest, customer_file_id: int) -> HttpResponse:
    file = file_of(request, customer_file_id)
    may_edit = record.may(request, file.customer, Permission.FILE_EDIT)
    return page(
        request, "customers/file.html", block="sheet", file=file, customer=file.customer, may_edit=may_edit
    )


@staff_may(Permission.FILE_VIEW)
@require_GET
def download_file(request: StaffRequest, customer_file_id: int) -> HttpResponseBase:
    file = file_of(request, customer_file_id)
    try:
        content: Any = filing.open_file(file, by=request.staff, now=timezone.now())
    except FileNotFoundError as missing:
        raise Http404 from missing
    return handing_out.download(content, name=file.name, content_type=file.content_type)


@staff_may(Permission.FILE_VIEW)
@require_GET
def thumbnail(request: StaffRequest, customer_file_id: int) -> HttpResponse:
    """A small copy of a picture, for the list; not counted as opening it."""
    return handing_out.small_picture(file_of(request, customer_file_id))


@staff_may(Permission.FILE_EDIT)
def edit_file(request: StaffRequest, customer_file_id: int) -> HttpResponse:
    file = file_of(request, customer_file_id)
    initial = {"name": file.name, "label": file.label}
    form = FileForm(
        request.POST or None, business=request.business, initial=initial, who_changed=last_change.of(file)
    )
    if request.method == "POST" and saved(form, filing.describe, file, by=request.staff, now=timezone.now()):
        return record.kept(request, file.customer_id, fact=FACT, message=_("The file was changed."))
    return record.sheet(request, "customers/file_edit.html", form, customer=file.customer, file=file)


@staff_may(Permission.FILE_EDIT)
@require_POST
def remove_file(request: StaffRequest, customer_file_id: int) -> HttpResponse:
    file = record.row(request, request.business.customer_files, customer_file_id)
    message, undo = _("The file was removed."), "customers:restore_file"
    return record.carried_out(request, filing.remove, file, fact=FACT, message=message, undo=undo)


@staff_may(Permission.FILE_EDIT)
@require_POST
def restore_file(request: StaffRequest, customer_file_id: int) -> HttpResponse:
    file = record.row(request, request.business.customer_files, customer_file_id)
    return record.carried_out(request, filing.restore, file, fact=FACT, message=_("The file is back."))
