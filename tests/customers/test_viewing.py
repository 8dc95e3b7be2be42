"""The pages themselves are tried on the list of customers: pages/test_saved_views.py."""

from types import SimpleNamespace

import pytest
from django.core import signing
from django.http import Http404
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.customers import saved_views, viewing
from kesher.customers.viewing import ViewedList

NOW = timezone.now()
OTHER = ViewedList(
    "others", home="customers:duplicates", pages="customers:{}_view", written=lambda request, query: query
)


@pytest.fixture
def request_(world, rf):
    with acting_for(world.ours):
        yield SimpleNamespace(business=world.ours, staff=world.staff, GET={})


@pytest.fixture
def view(request_):
    return saved_views.save(
        list_key="others", name="Mine", query="a=1", is_shared=False, by=request_.staff, now=NOW
    )


def test_tabs_are_the_lists_own_views_then_the_saved_ones_with_the_shown_one_marked(request_, view):
    tabs = OTHER.tabs(request_, "a=1", fixed=[("All", "")], views=[view])

    assert [(tab["label"], tab["is_active"]) for tab in tabs] == [("All", False), ("Mine", True)]
    assert tabs[1]["url"] == OTHER.here(request_, "a=1")


def test_the_menu_leads_to_the_lists_own_pages(request_, view):
    assert [one["url"] for one in OTHER.menu(request_, view)] == [
        f"/b/ours/customers/views/{view.pk}/{verb}/" for verb in ("edit", "remove")
    ]


def test_a_view_of_another_list_is_not_put_back_here(request_, view):
    kept = saved_views.remove(view, by=request_.staff, now=NOW)
    token = {**kept, "list_key": "customers", "business": request_.business.pk, "staff": request_.staff.pk}
    request_.GET = {"view": signing.dumps(token, salt=viewing.SALT)}

    with pytest.raises(Http404):
        viewing.restore(request_, OTHER, now=NOW)
