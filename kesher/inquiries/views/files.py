"""Files and photos of an inquiry."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core import handing_out
from kesher.core.addresses import address
from kesher.core.pages import page
from kesher.core.refusals import Refused
from kesher.inquiries import filing
from kesher.inquiries.forms.files import UploadForm
from kesher.inquiries.models import InquiryFile
from kesher.inquiries.views import reaching, sending


@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def upload(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    form = UploadForm(reaching.typed(request), request.FILES or None, business=request.business)
    added = ""
    if form.is_bound and form.is_valid():
        files = form.chosen()
        problems = filing.upload_each(inquiry, files, by=request.staff, now=timezone.now())
        count = len(files) - len(problems)
        message = ngettext("%(count)s file was added.", "%(count)s files were added.", count) % {
            "count": count
        }
        if not problems:
            return reaching.told(request, inquiry, message)
        form.explain(Refused(problems))
        added = message if count else ""
    answer = sheet(request, inquiry, form, added=added)
    if added:
        answer["HX-Trigger"] = "inquiry-changed"
    return answer


def sheet(request: StaffRequest, inquiry: Any, form: UploadForm, *, added: str) -> HttpResponse:
    shown: dict[str, Any] = {"added": added, "limit": settings.UPLOAD_LIMIT // 1024**2, "multipart": True}
    return reaching.sheet(
        request, inquiry, form, title=_("Upload files"), icon_name="cloud-upload", submit=_("Upload"),
        fields="inquiries/fields_upload.html", **shown,
    )  # fmt: skip


def file_of(request: StaffRequest, inquiry_file_id: int) -> InquiryFile:
    rows = request.business.inquiry_files.filter(removed_at=None).select_related("uploaded_by")
    file: InquiryFile = reaching.row_of(request, rows, inquiry_file_id)
    return file


@staff_may(Permission.INQUIRY_VIEW)
@require_GET
def show(request: StaffRequest, inquiry_file_id: int) -> HttpResponse:
    file = file_of(request, inquiry_file_id)
    return page(request, "inquiries/file.html", block="sheet", file=file, inquiry=file.inquiry)


@staff_may(Permission.INQUIRY_VIEW)
@require_GET
def download(request: StaffRequest, inquiry_file_id: int) -> HttpResponseBase:
    file = file_of(request, inquiry_file_id)
    try:
        content = filing.open_file(file, by=request.staff, now=timezone.now())
    except FileNotFoundError as missing:
        raise Http404 from missing
    return handing_out.download(content, name=file.name, content_type=file.content_type)


@staff_may(Permission.INQUIRY_VIEW)
@require_GET
def thumbnail(request: StaffRequest, inquiry_file_id: int) -> HttpResponse:
    return handing_out.small_picture(file_of(request, inquiry_file_id))


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def remove(request: StaffRequest, inquiry_file_id: int) -> HttpResponse:
    file = reaching.row_of(request, request.business.inquiry_files, inquiry_file_id)
    undo_url = address("inquiries:restore_file", request.business.slug, file.pk)
    message = _("The file was removed.")
    return reaching.carried_out(
        request, file.inquiry, filing.remove, file, message=message, undo_url=undo_url
    )


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def restore(request: StaffRequest, inquiry_file_id: int) -> HttpResponse:
    file = reaching.row_of(request, request.business.inquiry_files, inquiry_file_id)
    return reaching.carried_out(request, file.inquiry, filing.restore, file, message=_("The file is back."))
