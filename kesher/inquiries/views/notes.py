"""The thread: adding a note or an answer, editing and removing one."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.pages import kept_offline
from kesher.inquiries import noting
from kesher.inquiries.forms.doing import NoteForm, NoteTextForm
from kesher.inquiries.views import reaching, sending

FACTS = "thread-changed inquiries-changed"


@staff_may(Permission.INQUIRY_EDIT)
@sending.once
def add_note(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    inquiry = reaching.one(request, inquiry_id)
    form = NoteForm(reaching.typed(request), business=request.business)
    told = {"by": request.staff, "now": timezone.now(), "at": sending.moment(request)}
    if reaching.saved(form, noting.add, inquiry, **told):
        return reaching.told(request, inquiry, _("The note was added."), facts=FACTS)
    answer = reaching.sheet(request, inquiry, form, title=_("Add note"), icon_name="note", is_offline=True)
    return kept_offline(answer, person=request.staff)


@staff_may(Permission.INQUIRY_EDIT)
def edit_note(request: StaffRequest, inquiry_note_id: int) -> HttpResponse:
    rows = request.business.inquiry_notes.filter(removed_at=None)
    note = reaching.row_of(request, rows, inquiry_note_id)
    form = NoteTextForm(reaching.typed(request), business=request.business, initial={"text": note.text})
    if reaching.saved(form, noting.edit, note, by=request.staff, now=timezone.now()):
        return reaching.told(request, note.inquiry, _("The note was changed."), facts=FACTS)
    return reaching.sheet(request, note.inquiry, form, title=_("Edit note"), icon_name="note")


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def remove_note(request: StaffRequest, inquiry_note_id: int) -> HttpResponse:
    note = reaching.row_of(request, request.business.inquiry_notes, inquiry_note_id)
    undo_url = address("inquiries:restore_note", request.business.slug, note.pk)
    return reaching.carried_out(
        request, note.inquiry, noting.remove, note, message=_("The note was removed."), undo_url=undo_url,
        facts=FACTS,
    )  # fmt: skip


@require_POST
@staff_may(Permission.INQUIRY_EDIT)
def restore_note(request: StaffRequest, inquiry_note_id: int) -> HttpResponse:
    note = reaching.row_of(request, request.business.inquiry_notes, inquiry_note_id)
    return reaching.carried_out(
        request, note.inquiry, noting.restore, note, message=_("The note is back."), facts=FACTS
    )
