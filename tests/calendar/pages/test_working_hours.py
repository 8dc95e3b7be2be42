"""The working calendar's page: hours by version and branch, holidays and special days of a year."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.calendar import working
from kesher.core.owning import acting_for
from tests import make

URL = "/b/ours/diary/hours/"
HTMX = {"HTTP_HX_REQUEST": "true"}
TYPED = {
    "starts_on": "+10d", "hours-0-0-start": "09:00", "hours-0-0-end": "12:00", "hours-0-1-start": "13:00",
    "hours-0-1-end": "17:00", "keeps_holidays": "on", "eve_ends_at": "12:00",
}  # fmt: skip
YOM_KIPPUR = date(2054, 10, 12)
EVE = YOM_KIPPUR - timedelta(days=1)


def judged(world, day, branch=None):
    with acting_for(world.ours):
        return working.load(world.ours).day(branch.pk if branch else None, day)


def specials(world):
    with acting_for(world.ours):
        return list(world.ours.special_days.all())


def test_the_page_shows_hours_and_the_holidays_of_the_year(desk):
    text = desk.get(f"{URL}?year=2054").text

    assert ("08:00–17:00" in text, "11/10" in text) == (True, True)


def test_new_hours_begin_on_their_day_with_their_breaks_and_can_be_taken_back(world, desk):
    before = judged(world, timezone.localdate() + timedelta(days=20)).version
    assert desk.post(f"{URL}change/", TYPED, **HTMX).status_code == 204

    with acting_for(world.ours):
        version = world.ours.calendar_versions.order_by("-number").first()
    assert version.hours == {"0": [["09:00", "12:00"], ["13:00", "17:00"]]}
    desk.post(f"{URL}{version.pk}/take-back/", **HTMX)
    assert judged(world, timezone.localdate() + timedelta(days=20)).version == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "1/1/2020"},
        {"hours-0-0-end": "08:00"},
        {"hours-0-1-start": "11:00"},
        {"eve_ends_at": "25:00"},
    ],
)
def test_hours_that_cannot_be_are_refused_in_the_form(desk, wrong):
    answer = desk.post(f"{URL}change/", TYPED | wrong, **HTMX)

    assert (answer.status_code, "field-error" in answer.text) == (422, True)


def test_a_branch_has_hours_of_its_own_and_gives_them_up(world, desk):
    branch = make.branch(world.ours)
    sunday = date(2054, 10, 18)
    desk.post(f"{URL}change/?branch={branch.pk}", TYPED | {"starts_on": ""} | {"starts_on": "today"}, **HTMX)

    assert judged(world, sunday, branch).ranges == (("09:00", "12:00"), ("13:00", "17:00"))
    assert judged(world, sunday).ranges == (("08:00", "17:00"),)
    desk.post(f"{URL}follow/?branch={branch.pk}", **HTMX)
    assert judged(world, sunday, branch).ranges == (("08:00", "17:00"),)
    assert desk.post(f"{URL}follow/", **HTMX).status_code == 404


def test_a_holiday_can_be_a_working_day_and_an_eve_closed(world, desk):
    assert (judged(world, YOM_KIPPUR).ranges, judged(world, EVE).why) == ((), "eve")
    desk.post(f"{URL}days/open/?day={YOM_KIPPUR}", **HTMX)
    desk.post(f"{URL}days/close/?day={EVE}", **HTMX)

    assert (judged(world, YOM_KIPPUR).ranges, judged(world, EVE).ranges) == ((("08:00", "17:00"),), ())
    assert desk.post(f"{URL}days/close/?day={EVE}", **HTMX).status_code == 422
    desk.post(f"{URL}days/{specials(world)[0].pk}/remove/", **HTMX)
    assert judged(world, EVE).why == "eve"


def test_a_special_day_has_hours_of_its_own_and_is_changed(world, desk):
    typed = {"day": "11/10/2054", "name": "Inventory", "opens": "09:00", "closes": "11:00"}
    assert desk.post(f"{URL}days/add/", typed, **HTMX).status_code == 204

    (special,) = specials(world)
    assert special.hours == [["09:00", "11:00"]]
    assert "09:00" in desk.get(f"{URL}days/{special.pk}/", **HTMX).text
    desk.post(f"{URL}days/{special.pk}/", typed | {"closes": "00:00"}, **HTMX)
    assert specials(world)[0].hours == [["09:00", "24:00"]]


@pytest.mark.parametrize("wrong", [{"closes": ""}, {"day": "1/1/2020"}, {"name": ""}, {"closes": "08:00"}])
def test_a_special_day_that_cannot_be_is_refused_in_the_form(desk, wrong):
    typed = {"day": "11/10/2054", "name": "Inventory", "opens": "09:00", "closes": "11:00"}

    assert desk.post(f"{URL}days/add/", typed | wrong, **HTMX).status_code == 422


def test_the_form_of_a_holiday_knows_its_name(desk):
    assert 'value="11/10/2054"' in desk.get(f"{URL}days/add/?day={EVE}", **HTMX).text


@pytest.mark.parametrize(
    "query",
    ["?year=99999999999", "?year=0", "?year=x", "?branch=", "?branch=x", "?branch=99999999999999999999"],
)
def test_an_odd_address_is_answered(desk, query):
    assert desk.get(f"{URL}{query}").status_code in {200, 404}


def test_the_page_asks_the_same_few_questions_for_one_day_and_for_many(world, desk):
    def queries():
        with CaptureQueriesContext(connection) as made:
            desk.get(f"{URL}?year=2054")
        return len(made)

    queries()
    one = queries()
    for day in range(1, 4):
        desk.post(f"{URL}days/add/", {"day": f"{day}/10/2054", "name": "x"}, **HTMX)

    assert (queries(), one <= 12) == (one, True)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_outside_of_the_calendar_is_none(world, desk, day):
    assert desk.get(f"{URL}days/add/?day={day}", **HTMX).status_code == 200
    assert desk.post(f"{URL}days/close/?day={day}", **HTMX).status_code == 404
    assert specials(world) == []
