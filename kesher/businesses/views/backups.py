from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.businesses import backing_up
from kesher.businesses.guards import recently_authenticated, staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.pages import done, page
from kesher.core.refusals import Refused


@staff_may(Permission.BACKUP_MAKE)
@recently_authenticated
def backups(request: StaffRequest) -> HttpResponse:
    problems = backing_up.problems(by=request.staff)
    made = [] if problems else backing_up.made()
    return page(request, "businesses/backups.html", block="made", problems=problems, made=made)


@require_POST
@staff_may(Permission.BACKUP_MAKE)
@recently_authenticated
def make_backup(request: StaffRequest) -> HttpResponse:
    try:
        backing_up.order(request.business, by=request.staff, now=timezone.now())
    except Refused as refused:
        return done(request, message=refused.problems[0].sentence)
    return done(
        request, fact="backup-ordered", message=_("The backup is being made. It appears here in a moment.")
    )


@staff_may(Permission.BACKUP_MAKE)
@recently_authenticated
def download_backup(request: StaffRequest, backup_name: str) -> HttpResponseBase:
    try:
        backup = backing_up.taken(request.business, name=backup_name, by=request.staff, now=timezone.now())
    except Refused:
        return redirect("businesses:backups", request.business.slug)
    return FileResponse(backup.path.open("rb"), as_attachment=True, filename=backup.name)
