from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kesher.activity import repeating
from kesher.activity.models import Delivery
from kesher.businesses import entrusting
from kesher.businesses.guards import staff_may
from kesher.businesses.permissions import Permission
from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.core.jobs import retrying
from kesher.core.pages import done, is_fragment_request, page

FACT = "failed-work-changed"


@staff_may(Permission.JOB_RUN)
def failed_work(request: StaffRequest) -> HttpResponse:
    """Work in the background that was given up, and why."""
    failed = repeating.failed(request.business, is_whole=entrusting.has_whole(request.staff))
    return page(request, "office/failed_work.html", block="list", failed=failed)


@staff_may(Permission.JOB_RUN)
@require_POST
def run_delivery_again(request: StaffRequest, delivery_id: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.of(request.business).dead(), pk=delivery_id)
    repeating.run_delivery_again(delivery, by=request.staff, now=timezone.now())
    return started(request)


@staff_may(Permission.JOB_RUN)
@require_POST
def run_job_again(request: StaffRequest, job_id: UUID) -> HttpResponse:
    is_whole = entrusting.has_whole(request.staff)
    dead = retrying.dead_jobs(business_id=request.business.pk, with_shared=is_whole)
    job = get_object_or_404(dead, pk=job_id)
    repeating.run_job_again(request.business, job, by=request.staff, now=timezone.now())
    return started(request)


def started(request: StaffRequest) -> HttpResponse:
    to = "" if is_fragment_request(request) else address("office:failed_work", request.business.slug)
    return done(request, to=to, fact=FACT, message=_("It will run again in a moment."))
