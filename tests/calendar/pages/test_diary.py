"""The diary's pages."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.calendar import attending
from kesher.calendar.models import Meeting
from kesher.core.owning import acting_for
from tests import make
from tests.make.calendar import at

HTMX = {"HTTP_HX_REQUEST": "true"}
WEEK = "/b/ours/diary/?view=week&day=2026-11-25"
VIEWS = ("day", "week", "month", "agenda", "staff", "rooms")
TYPED = {"subject": "Coffee", "starts_at": "25/11/2026 9:00", "ends_at": "10:00"}


def fresh(world, meeting):
    with acting_for(world.ours):
        return meeting.fresh()


def move_to(start, end, **more):
    return {"starts_at": f"2026-11-25T{start}", "ends_at": f"2026-11-25T{end}", **more}


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_shows_the_meeting(desk, meeting, view):
    assert "Budget" in desk.get(f"/b/ours/diary/?view={view}&day=2026-11-25").text


def test_the_last_way_of_looking_is_kept(desk, meeting):
    desk.get("/b/ours/diary/?view=month&day=2026-11-25&hebrew=1")

    assert "view-month" in desk.get("/b/ours/diary/").text


def test_filters_leave_the_others_out(world, desk, meeting):
    other = make.staff(world.ours)

    assert "Budget" not in desk.get(f"{WEEK}&staff={other.pk}").text


def test_a_holiday_is_named(desk):
    assert "diary-holiday" in desk.get("/b/ours/diary/?view=week&day=2027-04-22").text


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_asks_the_same_few_questions_for_one_meeting_and_for_many(world, desk, meeting, view):
    url = f"/b/ours/diary/?view={view}&day=2026-11-25"
    desk.get(url)
    with CaptureQueriesContext(connection) as one:
        desk.get(url, **HTMX)
    for hour in (12, 13):
        make.meeting(world.ours, starts_at=at(f"2026-11-25 {hour}:00"), by=world.staff, staff=[world.staff])
    with CaptureQueriesContext(connection) as many:
        desk.get(url, **HTMX)

    assert len(one) == len(many)
    assert len(many) <= 12, [query["sql"][:90] for query in many]


def test_a_private_meeting_of_others_is_only_busy(world, desk):
    other = make.staff(world.ours)
    hidden = make.meeting(
        world.ours,
        starts_at=at("2026-11-25 10:00"),
        by=other,
        staff=[other],
        subject="Secret",
        is_private=True,
    )

    shown = desk.get(WEEK).text
    assert ("Secret" in shown, "is-busy" in shown) == (False, True)
    assert desk.get(f"/b/ours/diary/meetings/{hidden.pk}/").status_code == 404


def test_a_meeting_is_set_with_the_length_of_its_type(world, desk):
    with acting_for(world.ours):
        kind = world.ours.meeting_types.create(name="Visit", minutes=90)

    answer = desk.post("/b/ours/diary/meetings/add/", TYPED | {"ends_at": "", "type": kind.pk}, **HTMX)

    assert (answer.status_code, "meetings-changed" in answer["HX-Trigger"]) == (204, True)
    with acting_for(world.ours):
        made = world.ours.meetings.get()
    assert (made.starts_at, made.ends_at - made.starts_at) == (at("2026-11-25 09:00"), timedelta(minutes=90))


def test_a_taken_room_is_refused_in_the_form(world, desk):
    room = make.resource(world.ours, name="Attic")
    make.meeting(world.ours, starts_at=at("2026-11-25 09:00"), resource=room, by=world.staff)

    answer = desk.post("/b/ours/diary/meetings/add/", TYPED | {"resource": room.pk}, **HTMX)

    assert (answer.status_code, "Attic" in answer.text) == (422, True)


def test_a_collision_is_said_while_it_is_typed(world, desk, meeting):
    typed = TYPED | {"starts_at": "25/11/2026 10:30", "ends_at": "11:00", "staff": world.staff.pk}

    answer = desk.post("/b/ours/diary/meetings/check/", typed, **HTMX)

    assert ("tone-yellow" in answer.text, str(world.staff) in answer.text) == (True, True)


def test_where_it_collides_times_are_offered_at_which_everybody_is_free(world, desk):
    make.meeting(world.ours, starts_at=at("2030-01-06 10:00"), staff=[world.staff])
    typed = TYPED | {"starts_at": "6/1/2030 10:30", "ends_at": "11:30", "staff": world.staff.pk}

    answer = desk.post("/b/ours/diary/meetings/check/", typed, **HTMX)

    assert "06/01/2030 11:00" in answer.text
    assert (
        "data-fills"
        not in desk.post(
            "/b/ours/diary/meetings/check/", typed | {"starts_at": "6/1/2030 11:00"}, **HTMX
        ).text
    )


def test_the_meetings_own_time_is_no_collision(world, desk, meeting):
    typed = TYPED | {"starts_at": "25/11/2026 10:30", "ends_at": "11:00", "staff": world.staff.pk}

    answer = desk.post(f"/b/ours/diary/meetings/check/?meeting={meeting.pk}", typed, **HTMX)

    assert "tone-yellow" not in answer.text


def test_a_deleted_meeting_comes_back(world, desk, meeting):
    answer = desk.post(f"/b/ours/diary/meetings/{meeting.pk}/remove/", **HTMX)

    assert "Budget" not in desk.get(WEEK, **HTMX).text
    desk.post(json.loads(answer["HX-Trigger"])["toast"]["undo_url"], **HTMX)
    assert "Budget" in desk.get(WEEK, **HTMX).text


def test_its_state_is_set_from_the_menu(world, desk, meeting):
    desk.post(f"/b/ours/diary/meetings/{meeting.pk}/cancel/", **HTMX)

    assert fresh(world, meeting).state == "cancelled"


def test_the_reminder_moves_with_the_meeting(world, desk, meeting):
    changed = TYPED | {
        "starts_at": "25/11/2026 10:00",
        "ends_at": "11:00",
        "remind_at": "15",
        "staff": world.staff.pk,
    }
    desk.post(f"/b/ours/diary/meetings/{meeting.pk}/change/", changed, **HTMX)
    desk.post(f"/b/ours/diary/meetings/{meeting.pk}/move/", move_to("12:00", "13:00"), **HTMX)

    with acting_for(world.ours):
        assert world.ours.reminders.get().remind_at == at("2026-11-25 11:45")


def test_the_form_of_a_recurring_meeting_sets_the_reminder_of_each_turn(world, desk):
    typed = {"repeats": "weekly", "every": 1, "count": 3, "remind_at": "15", "staff": world.staff.pk}
    desk.post("/b/ours/diary/meetings/add/", TYPED | typed | {"starts_at": "25/11/2036 9:00"}, **HTMX)

    with acting_for(world.ours):
        meetings_, reminders = world.ours.meetings.all(), world.ours.reminders.all()
        assert {one.starts_at - timedelta(minutes=15) for one in meetings_} == {
            one.remind_at for one in reminders
        }


def test_who_may_only_see_is_offered_no_changes(world, client, meeting):
    reader = make.staff(world.ours, permissions=[Permission.DIARY_VIEW])
    client.force_login(reader.user)

    shown = client.get(WEEK).text

    assert ("Budget" in shown, "data-add-url" in shown, "data-change" in shown) == (True, False, False)


def test_a_persons_meetings_stand_on_their_page(world, desk, meeting):
    assert "Budget" in desk.get(f"/b/ours/diary/customers/{world.customer.pk}/").text


def test_a_new_meeting_for_a_customer_knows_them(world, desk):
    assert (
        world.customer.full_name in desk.get(f"/b/ours/diary/meetings/add/?customer={world.customer.pk}").text
    )


def test_a_recurring_meeting_is_asked_for_as_a_rule(world, desk, monkeypatch):
    asked = {}
    monkeypatch.setattr(
        "kesher.calendar.meetings.set_meeting",
        lambda business, **given: asked.update(given) or Meeting(pk=1, business=business, **times(given)),
    )

    desk.post("/b/ours/diary/meetings/add/", TYPED | {"repeats": "weekly", "every": 2, "count": 5}, **HTMX)

    assert asked["rule"] == "FREQ=WEEKLY;BYDAY=WE;INTERVAL=2;COUNT=5"


def times(given):
    return {"starts_at": given["starts_at"], "ends_at": given["ends_at"], "created_at": timezone.now()}


def test_a_meeting_begins_to_recur_and_recurs_otherwise_from_then_on(world, desk, meeting):
    url = f"/b/ours/diary/meetings/{meeting.pk}/change/"
    typed = {
        "subject": "Budget",
        "starts_at": "25/11/2026 10:00",
        "ends_at": "11:00",
        "staff": world.staff.pk,
    }

    assert desk.post(url, typed | {"repeats": "weekly", "count": "4"}, **HTMX).status_code == 204
    with acting_for(world.ours):
        assert world.ours.meetings.standing().count() == 4
    assert (
        desk.post(url, typed | {"repeats": "daily", "count": "3", "scope": "this"}, **HTMX).status_code == 204
    )
    with acting_for(world.ours):
        days = [f"{one.starts_at:%d}" for one in world.ours.meetings.standing().order_by("starts_at")]
    assert days == ["25", "26", "27"]


def test_a_change_of_the_rest_leaves_the_recurrence(world, desk, meeting):
    url = f"/b/ours/diary/meetings/{meeting.pk}/change/"
    typed = {
        "subject": "Budget",
        "starts_at": "25/11/2026 10:00",
        "ends_at": "11:00",
        "staff": world.staff.pk,
    }
    desk.post(url, typed | {"repeats": "weekly", "count": "4"}, **HTMX)

    desk.post(url, typed | {"subject": "Money", "repeats": "", "scope": "all"}, **HTMX)
    with acting_for(world.ours):
        assert [one.subject for one in world.ours.meetings.standing()] == ["Money"] * 4


@pytest.mark.parametrize(
    "odd", [{"starts_at": "31/12/9999"}, {"ends_at": "31/12/9999 23:59"}, {"starts_at": "1/1/0001"}]
)
def test_a_date_of_another_age_is_refused_in_the_form(desk, meeting, odd):
    for url in ("/b/ours/diary/meetings/add/", f"/b/ours/diary/meetings/{meeting.pk}/move/"):
        for whole in ({}, {"is_all_day": "1", "repeats": "weekly"}):
            assert desk.post(url, TYPED | whole | odd, **HTMX).status_code == 422
    assert desk.post("/b/ours/diary/meetings/check/", TYPED | odd, **HTMX).status_code == 200


def test_people_of_other_branches_stay_in_ones_own_meeting(world, client):
    here, there = make.branch(world.ours), make.branch(world.ours)
    limited = make.staff(world.ours, branches=[here])
    main, *guests = (make.customer(world.ours, branch=branch) for branch in (there, there, here))
    kept = make.meeting(
        world.ours, by=world.staff, staff=[world.staff, limited], customer=main, customers=guests
    )
    url = f"/b/ours/diary/meetings/{kept.pk}/change/"
    client.force_login(limited.user)

    shown = client.get(url).text
    typed = TYPED | {
        "staff": [world.staff.pk, limited.pk],
        "customer": re.search(r'name="customer" id="id_customer" value="(\d*)"', shown)[1],
        "person": re.search(r'name="person" value="([^"]*)"', shown)[1],
        "customers": re.findall(r'name="customers" value="(\d+)" checked', shown),
    }
    answer = client.post(url, typed, **HTMX)

    assert answer.status_code == 204, answer.text
    with acting_for(world.ours):
        now = kept.fresh()
        assert (now.subject, now.customer) == ("Coffee", main)
        assert attending.people_of(now)["customers"] == guests
    assert (
        client.post(
            url, typed | {"customers": make.customer(world.ours, branch=there).pk}, **HTMX
        ).status_code
        == 422
    )


@pytest.mark.parametrize(("text", "status"), [("of", 422), ("", 204)])
def test_the_customer_of_a_meeting_is_let_go_only_by_an_empty_text(world, desk, meeting, text, status):
    typed = {**TYPED, "customer": "", "person": text}

    response = desk.post(f"/b/ours/diary/meetings/{meeting.pk}/change/", typed, **HTMX)

    assert response.status_code == status
    assert fresh(world, meeting).customer == (None if status == 204 else world.customer)


def test_the_customers_name_typed_again_means_the_same_one(world, desk, meeting):
    typed = {**TYPED, "customer": "", "person": str(world.customer)}

    desk.post(f"/b/ours/diary/meetings/{meeting.pk}/change/", typed, **HTMX)

    assert fresh(world, meeting).customer == world.customer


def test_what_finds_no_place_in_the_week_is_counted_and_stands_in_the_day(world, desk):
    for number in range(5):
        make.meeting(world.ours, by=world.staff, subject=f"Talk {number}", starts_at=at("2026-11-25 10:00"))

    week = desk.get(WEEK, **HTMX).text
    day = desk.get("/b/ours/diary/?view=day&day=2026-11-25", **HTMX).text

    shown = [sum(f">Talk {number}<" in page for number in range(5)) for page in (week, day)]
    assert (shown, "+3</bdi>" in week, "event-rest" in day) == ([2, 5], True, False)


def test_paper_shows_the_hours_that_are_open_or_used(world, desk, meeting):
    late = {"starts_at": at("2026-11-25 21:30"), "ends_at": at("2026-11-25 22:30")}
    make.meeting(world.ours, by=world.staff, staff=[world.staff], **late)

    page = desk.get("/b/ours/diary/?view=week&day=2026-11-25").text
    first, last = (int(page.split(f"paper-{end}-")[1].split()[0].strip('">')) for end in ("from", "until"))
    assert 0 < first <= 10
    assert last == 23
