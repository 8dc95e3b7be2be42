"""The address of the handling screen: read, and written."""

from typing import Any

from django.urls import NoReverseMatch

from kesher.businesses.requests import StaffRequest
from kesher.core.addresses import address
from kesher.inquiries import asking, filtering
from kesher.inquiries.asking import Choice, Wanted


def asked(request: StaffRequest) -> tuple[Wanted, dict[str, list[Choice]]]:
    """The address read; the business's lists are looked up only when it names one of their rows."""
    if not filtering.asks_for_rows(request.GET):
        return asking.wanted(request.GET, {}), {}
    choices = filtering.choices_of(request.business, request.GET, by=request.staff)
    return asking.wanted(request.GET, choices), choices


def here(request: StaffRequest, query: str = "", name: str = "inquiries:list") -> str:
    url = address(name, request.business.slug)
    return f"{url}?{query}" if query else url


def next_url(request: StaffRequest, wanted: Wanted, after: str) -> str:
    query = wanted.query()
    return here(request, f"{query}{'&' if query else ''}after={after}") if after else ""


def url_or_none(name: str, *parts: Any) -> str:
    """Empty while nobody serves it."""
    try:
        return address(name, *parts)
    except NoReverseMatch:
        return ""


def order(wanted: Wanted) -> str:
    return wanted.sort or ("-closed" if wanted.scope == "closed" or wanted.is_of_record else "")
