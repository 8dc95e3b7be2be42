from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.activity import last_change
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import page
from kesher.customers import noting
from kesher.customers.forms.notes import NoteForm
from kesher.customers.views import record
from kesher.customers.views.reaching import person, saved

FACT = "notes-changed"


@staff_may(Permission.CUSTOMER_VIEW)
def notes_of(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = person(request, customer_id)
    notes = list(customer.notes.filter(removed_at=None).select_related("author"))
    may_edit = record.may(request, customer, Permission.CUSTOMER_EDIT)
    shown: dict[str, Any] = {"customer": customer, "notes": notes, "may_edit": may_edit}
    if may_edit:
        shown["removed"] = record.removed(request, customer.notes, restore="customers:restore_note")
    return page(request, "customers/notes.html", block="box", **shown)


@staff_may(Permission.CUSTOMER_EDIT)
def add_note(request: StaffRequest, customer_id: int) -> HttpResponse:
    customer = person(request, customer_id)
    form = NoteForm(request.POST or None, business=request.business)
    if request.method == "POST" and saved(form, noting.add, customer, by=request.staff, now=timezone.now()):
        return record.kept(request, customer_id, fact=FACT, message=_("The note was added."))
    return record.sheet(request, "customers/note.html", form, customer=customer, note=None)


@staff_may(Permission.CUSTOMER_EDIT)
def edit_note(request: StaffRequest, note_id: int) -> HttpResponse:
    note = record.row(request, request.business.customer_notes.filter(removed_at=None), note_id)
    form = NoteForm(
        request.POST or None,
        business=request.business,
        initial={"text": note.text},
        who_changed=last_change.of(note),
    )
    if request.method == "POST" and saved(form, noting.edit, note, by=request.staff, now=timezone.now()):
        return record.kept(request, note.customer_id, fact=FACT, message=_("The note was changed."))
    return record.sheet(request, "customers/note.html", form, customer=note.customer, note=note)


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def pin_note(request: StaffRequest, note_id: int) -> HttpResponse:
    """Pins the note, or unpins it when it is pinned."""
    note = record.row(request, request.business.customer_notes, note_id)
    message = _("The note is no longer pinned.") if note.is_pinned else _("The note was pinned.")
    return record.carried_out(
        request, noting.pin, note, fact=FACT, message=message, is_pinned=not note.is_pinned
    )


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def remove_note(request: StaffRequest, note_id: int) -> HttpResponse:
    note = record.row(request, request.business.customer_notes, note_id)
    message = _("The note was removed.")
    return record.carried_out(
        request, noting.remove, note, fact=FACT, message=message, undo="customers:restore_note"
    )


@staff_may(Permission.CUSTOMER_EDIT)
@require_POST
def restore_note(request: StaffRequest, note_id: int) -> HttpResponse:
    note = record.row(request, request.business.customer_notes, note_id)
    return record.carried_out(request, noting.restore, note, fact=FACT, message=_("The note is back."))
