"""Who is away: the list, the form, and what others see of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kesher.calendar.models import AbsenceKind
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at

URL = "/b/ours/diary/absences/"
HTMX = {"HTTP_HX_REQUEST": "true"}
TYPED = {
    "kind": "sick",
    "is_all_day": "on",
    "starts_at": "1/12/2036",
    "ends_at": "2/12/2036",
    "remarks": "Flu",
}


@pytest.fixture
def colleague(world, client):
    one = make.staff(world.ours, permissions=["diary.view", "diary.edit"])
    client.force_login(one.user)
    return one


def write(desk, world, **more):
    return desk.post(f"{URL}add/", TYPED | {"staff": world.staff.pk} | more, **HTMX)


def kept(world):
    with acting_for(world.ours):
        return world.ours.absences.get()


def test_an_absence_is_written_down_and_listed(world, desk):
    answer = write(desk, world)

    assert (answer.status_code, "absences-changed" in answer["HX-Trigger"]) == (204, True)
    assert (kept(world).starts_at, kept(world).ends_at) == (at("2036-12-01 00:00"), at("2036-12-03 00:00"))
    assert "Flu" in desk.get(URL).text


def test_without_an_end_it_is_one_day(world, desk):
    write(desk, world, ends_at="")

    assert kept(world).ends_at == at("2036-12-02 00:00")


def test_a_second_one_then_is_refused_in_the_form(world, desk):
    write(desk, world)

    answer = write(desk, world)
    assert (answer.status_code, "field-error" in answer.text) == (422, True)


def test_meetings_that_fall_into_it_are_named_before_and_counted_after(world, desk):
    make.meeting(
        world.ours, starts_at=at("2036-12-02 10:00"), by=world.staff, staff=[world.staff], subject="Budget"
    )

    assert "Budget" in desk.post(f"{URL}check/", TYPED | {"staff": world.staff.pk}, **HTMX).text
    plain = json.loads(write(desk, world, starts_at="5/12/2036", ends_at="")["HX-Trigger"])["toast"][
        "message"
    ]
    assert len(json.loads(write(desk, world)["HX-Trigger"])["toast"]["message"]) > len(plain)


def test_it_stands_in_the_diary_and_warns_who_sets_a_meeting(world, desk):
    write(desk, world)

    assert "absence" in desk.get("/b/ours/diary/?view=week&day=2036-12-01").text
    typed = {"subject": "x", "starts_at": "1/12/2036 10:00", "staff": world.staff.pk}
    assert "01/12/2036–02/12/2036" in desk.post("/b/ours/diary/meetings/check/", typed, **HTMX).text


def test_why_is_told_only_to_who_may_know(world, desk, colleague):
    make.absence(
        world.ours,
        world.staff,
        starts_at=at("2027-12-01 00:00"),
        ends_at=at("2027-12-02 00:00"),
        kind="sick",
        remarks="Flu",
    )
    week = "/b/ours/diary/?view=week&day=2027-12-01"

    shown = desk.get(URL, **HTMX).text + desk.get(week, **HTMX).text
    assert (str(world.staff) in shown, "Flu" in shown, str(AbsenceKind.SICK.label) in shown) == (
        True,
        False,
        False,
    )


def test_others_absences_are_not_changed_without_the_right(world, desk, colleague):
    made = make.absence(
        world.ours, world.staff, starts_at=at("2027-12-01 00:00"), ends_at=at("2027-12-02 00:00")
    )

    assert desk.get(f"{URL}{made.pk}/change/").status_code == 403
    assert desk.post(f"{URL}{made.pk}/change/", TYPED, **HTMX).status_code == 403
    assert desk.post(f"{URL}{made.pk}/remove/", **HTMX).status_code == 422
    assert kept(world).removed_at is None


def test_a_refusal_says_who_may(world, desk, colleague):
    made = make.absence(
        world.ours, world.staff, starts_at=at("2027-12-01 00:00"), ends_at=at("2027-12-02 00:00")
    )

    answer = desk.post(f"{URL}{made.pk}/remove/", **HTMX)

    said = json.loads(answer["HX-Trigger"])["toast"]["message"]
    assert "אנשי צוות עם ההרשאה ״שינוי פגישות והיעדרויות של כולם״ יכולים להמשיך בכל זאת." in said


def test_it_is_changed_removed_and_brought_back(world, desk):
    write(desk, world)
    pk = kept(world).pk

    assert "Flu" in desk.get(f"{URL}{pk}/change/", **HTMX).text
    desk.post(f"{URL}{pk}/change/", TYPED | {"ends_at": "5/12/2036"}, **HTMX)
    assert kept(world).ends_at == at("2036-12-06 00:00")
    undo = json.loads(desk.post(f"{URL}{pk}/remove/", **HTMX)["HX-Trigger"])["toast"]["undo_url"]
    assert kept(world).removed_at is not None
    desk.post(undo, **HTMX)
    assert kept(world).removed_at is None


def test_the_list_asks_the_same_few_questions_for_one_and_for_many(world, desk):
    def queries():
        with CaptureQueriesContext(connection) as made:
            desk.get(URL)
        return len(made)

    make.absence(world.ours, world.staff, starts_at=at("2027-12-01 00:00"), ends_at=at("2027-12-02 00:00"))
    desk.get(URL)
    one = queries()
    for day in ("03", "05"):
        make.absence(
            world.ours, world.staff, starts_at=at(f"2027-12-{day} 00:00"), ends_at=at(f"2027-12-{day} 10:00")
        )

    assert (queries(), one <= 12) == (one, True)
