"""A sheet that shows first what will happen, and asks then."""

from typing import Any

from django.http import HttpResponse

from kesher.activity.reacting import Foreseen
from kesher.businesses.requests import StaffRequest
from kesher.core.owned_form import OwnedForm
from kesher.core.pages import page


def sheet(
    request: StaffRequest, template: str, ahead: Foreseen, form: OwnedForm, **context: Any
) -> HttpResponse:
    """422 when it came back: with errors of the form, or with what stands in the way now."""
    failed = request.method == "POST"
    return page(
        request, template, block="sheet", ahead=ahead, form=form, status=422 if failed else 200, **context
    )
