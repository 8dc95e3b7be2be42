"""The customer's site on the form of a meeting, and on its page."""

import re

import pytest

from kesher.core.owning import acting_for
from tests import make

ADD = "/b/ours/diary/meetings/add/"
PLACE = "/b/ours/diary/meetings/place/"
TYPED = {"subject": "Visit", "starts_at": "25/11/2026 10:00", "ends_at": "11:00"}
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def site(world):
    return make.site(world.customer, name="North shop", street="Herzl", house="5", town="Haifa")


def asked(desk, **given):
    return desk.get(PLACE, given, **HTMX).text


def meetings(world):
    with acting_for(world.ours):
        return list(world.ours.meetings.select_related("site"))


def test_the_sites_of_whom_is_chosen_are_offered(world, desk, site):
    make.site(world.customer, name="Old shop", retired_at=site.created_at)
    make.site(make.customer(world.ours), name="Another's")

    shown = asked(desk, customer=world.customer.pk)

    assert ["North shop" in shown, "Old shop" in shown, "Another's" in shown] == [True, False, False]


def test_the_only_site_of_whom_was_just_chosen_is_chosen_too(world, desk, site):
    given, chosen = {"customer": world.customer.pk}, f'value="{site.pk}" selected'
    fresh = {"headers": {"HX-Request": "true", "HX-Trigger": "meeting-place"}}

    assert [chosen in desk.get(PLACE, given, **fresh).text, chosen in asked(desk, **given)] == [True, False]
    assert chosen in desk.get(ADD, given, **HTMX).text
    make.site(world.customer, name="South shop")
    assert [chosen in desk.get(PLACE, given, **fresh).text, chosen in desk.get(ADD, given, **HTMX).text] == [
        False, False,
    ]  # fmt: skip


def test_who_has_no_sites_is_not_asked_for_one(world, desk):
    assert "id_site" not in asked(desk, customer=world.customer.pk)


@pytest.mark.parametrize(
    ("place", "was", "filled"),
    [("", "", True), ("At the office", "", False), ("Old address", "Old address", True)],
)
def test_the_place_is_filled_from_the_site_unless_it_was_typed(world, desk, site, place, was, filled):
    shown = asked(desk, customer=world.customer.pk, site=site.pk, place=place, was_place=was)

    assert (re.search(r'name="place" value="Herzl 5, Haifa"', shown) is not None) == filled


def test_the_sites_of_a_foreign_customer_are_not_told(world, desk):
    make.site(world.foreign_customer, name="Theirs")

    assert "Theirs" not in asked(desk, customer=world.foreign_customer.pk)


def test_a_meeting_is_set_at_a_site_and_tells_it(world, desk, site):
    desk.post(ADD, TYPED | {"customer": world.customer.pk, "site": site.pk}, **HTMX)

    made = meetings(world)[0]
    assert made.site == site
    shown = desk.get(f"/b/ours/diary/meetings/{made.pk}/", **HTMX).text
    assert ["North shop" in shown, "Herzl+5" in shown or "Herzl%205" in shown] == [True, True]


def test_another_customers_site_is_refused(world, desk):
    other = make.site(make.customer(world.ours), name="Another's")

    answer = desk.post(ADD, TYPED | {"customer": world.customer.pk, "site": other.pk}, **HTMX)

    assert (answer.status_code, meetings(world)) == (422, [])


def test_a_site_of_another_business_is_refused(world, desk):
    theirs = make.site(world.foreign_customer)

    answer = desk.post(ADD, TYPED | {"customer": world.customer.pk, "site": theirs.pk}, **HTMX)

    assert (answer.status_code, meetings(world)) == (422, [])


def test_another_customer_takes_the_site_away(world, desk, site):
    made = make.meeting(world.ours, by=world.staff, customer=world.customer, site=site)
    other = make.customer(world.ours)

    desk.post(f"/b/ours/diary/meetings/{made.pk}/change/", TYPED | {"customer": other.pk}, **HTMX)

    assert [(one.customer_id, one.site) for one in meetings(world)] == [(other.pk, None)]
