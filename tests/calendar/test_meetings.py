from datetime import timedelta

import pytest
from django.utils.translation import gettext

from kesher.activity.models import Entry
from kesher.calendar import attending, meetings
from kesher.calendar.kinds import Kind
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make
from tests.make.calendar import at

NOW = at("2026-11-22 08:00")
TEN, ELEVEN = at("2026-11-22 10:00"), at("2026-11-22 11:00")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


@pytest.fixture
def room(world):
    return make.resource(world.ours, name="Blue room")


@pytest.fixture
def dana(world):
    return make.staff(world.ours, role="technician")


def told():
    return Entry.objects.order_by("-id").first()


def test_set_keeps_what_was_given_and_records_it(world, room, dana):
    made = make.meeting(
        world.ours, by=world.staff, now=NOW, subject=" Offer ", customer=world.customer, resource=room,
        staff=[dana, world.staff, dana], outside=["a@example.com", ("A@example.com", "Avi")],
    )  # fmt: skip

    assert (made.subject, made.organiser, made.state, made.customer) == (
        "Offer", world.staff, "scheduled", world.customer,
    )  # fmt: skip
    assert [row.staff for row in made.participants.filter(staff__isnull=False).order_by("pk")] == [
        dana,
        world.staff,
    ]
    assert [(row.email, row.name) for row in made.participants.filter(staff=None)] == [
        ("A@example.com", "Avi")
    ]
    assert (told().kind, told().customer_id) == (Kind.MEETING_SET, world.customer.pk)


def test_set_takes_the_next_number_of_the_common_series(world):
    assert [make.meeting(world.ours).number for _turn in range(2)] == [1, 2]


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"subject": "  "}, "subject-empty"),
        ({"ends_at": TEN}, "ends-first"),
        ({"ends_at": TEN + timedelta(days=400)}, "time-odd"),
        ({"link": "javascript:alert(1)"}, "link-wrong"),
        ({"outside": ["nobody"]}, "email-wrong"),
    ],
)
def test_set_refuses_odd_details(world, details, code):
    with pytest.raises(Refused, match=code):
        make.meeting(world.ours, starts_at=TEN, **details)


def test_set_refuses_a_room_that_is_taken(world, room):
    make.meeting(world.ours, starts_at=TEN, resource=room)

    with pytest.raises(Refused, match="room-taken"):
        make.meeting(world.ours, starts_at=TEN + timedelta(minutes=59), resource=room)
    assert make.meeting(world.ours, starts_at=ELEVEN, resource=room).pk


def test_set_for_others_alone_takes_the_further_right(world, dana):
    avi = make.staff(world.ours, role="technician")

    with pytest.raises(Refused, match="not-yours"):
        make.meeting(world.ours, by=dana, staff=[avi])
    assert make.meeting(world.ours, by=dana, staff=[avi, dana]).pk


def test_handing_over_to_others_alone_takes_the_further_right(world, dana):
    avi = make.staff(world.ours, role="technician")
    made = make.meeting(world.ours, by=dana, staff=[dana, avi])
    span = {"starts_at": TEN, "ends_at": ELEVEN}

    for verb, given in ((meetings.change, {}), (meetings.move, span)):
        with pytest.raises(Refused, match="not-yours"):
            verb(made, staff=[avi], by=dana, now=NOW, **given)
    meetings.change(made, staff=[avi], by=world.staff, now=NOW)
    later = meetings.move(made, starts_at=ELEVEN, ends_at=ELEVEN + timedelta(hours=1), by=dana, now=NOW)

    assert attending.people_of(later)["staff"] == [avi]
    assert meetings.change(later, staff=[avi], subject="Offer", by=dana, now=NOW).subject == "Offer"


def test_set_refuses_somebody_in_the_archive_and_staff_who_left(world, dana):
    world.customer.archived_at = dana.left_at = NOW
    world.customer.save()
    dana.save()

    with pytest.raises(Refused, match="staff-left, person-archived"):
        make.meeting(world.ours, customer=world.customer, staff=[dana])


def test_set_for_a_whole_day_counts_from_midnight_to_midnight(world):
    made = make.meeting(world.ours, starts_at=TEN, ends_at=ELEVEN, is_all_day=True)

    assert (made.starts_at, made.ends_at) == (at("2026-11-22 00:00"), at("2026-11-23 00:00"))


def test_a_whole_day_of_the_clock_change_has_its_own_length(world):
    made = make.meeting(world.ours, starts_at=at("2026-10-25 10:00"), is_all_day=True)

    assert made.ends_at.timestamp() - made.starts_at.timestamp() == 25 * 3600


def test_change_records_what_changed(world):
    made = make.meeting(world.ours, subject="Offer", by=world.staff)

    changed = meetings.change(made, subject="Contract", notes="Bring it", by=world.staff, now=NOW)

    assert (changed.subject, changed.notes, changed.is_exception) == ("Contract", "Bring it", False)
    assert told().details == {"changes": {"subject": ["Offer", "Contract"], "notes": ["…", "…"]}}


def test_change_without_a_change_records_nothing(world):
    made = make.meeting(world.ours, by=world.staff)

    meetings.change(made, subject=made.subject, staff=[], by=world.staff, now=NOW)

    assert told().kind == Kind.MEETING_SET


def test_change_of_participants_tells_staff_and_hides_customers(world, dana):
    made = make.meeting(world.ours, by=world.staff)

    meetings.change(made, staff=[dana], customers=[world.customer], by=world.staff, now=NOW)

    assert told().details["changes"] == {"staff": ["", str(dana)], "customers": ["…", "…"]}


def test_a_private_meeting_tells_the_log_nothing_of_itself(world):
    made = make.meeting(world.ours, subject="Surgery", is_private=True, by=world.staff)
    label = told().subject_label

    meetings.change(made, subject="Dentist", by=world.staff, now=NOW)

    assert label == gettext("Private meeting")
    assert "Surgery" not in str(told().details) + told().search_text
    assert told().details["changes"] == {"subject": ["…", "…"]}


def test_move_keeps_the_room_free_of_others_but_not_of_itself(world, room):
    made = make.meeting(world.ours, starts_at=TEN, resource=room, by=world.staff)
    make.meeting(world.ours, starts_at=at("2026-11-22 12:00"), resource=room)

    moved = meetings.move(
        made,
        starts_at=TEN + timedelta(minutes=30),
        ends_at=ELEVEN + timedelta(minutes=30),
        by=world.staff,
        now=NOW,
    )

    assert (moved.starts_at, told().kind) == (TEN + timedelta(minutes=30), Kind.MEETING_MOVED)
    with pytest.raises(Refused, match="room-taken"):
        meetings.move(made, starts_at=ELEVEN, ends_at=ELEVEN + timedelta(hours=2), by=world.staff, now=NOW)


def test_changing_others_meetings_takes_the_further_right(world, dana):
    made = make.meeting(world.ours, by=world.staff)

    with pytest.raises(Refused, match="not-yours"):
        meetings.change(made, subject="Mine", by=dana, now=NOW)


def test_state_of_a_day_that_has_not_come_cannot_be_held(world):
    made = make.meeting(world.ours, by=world.staff)

    with pytest.raises(Refused, match="not-yet"):
        meetings.set_state(made, state="held", by=world.staff, now=NOW - timedelta(days=1))
    assert meetings.set_state(made, state="held", by=world.staff, now=NOW).state == "held"


def test_cancelling_frees_the_room_and_scheduling_again_asks_for_it(world, room):
    made = make.meeting(world.ours, starts_at=TEN, resource=room, by=world.staff)
    meetings.set_state(made, state="cancelled", by=world.staff, now=NOW)
    make.meeting(world.ours, starts_at=TEN, resource=room)

    with pytest.raises(Refused, match="room-taken"):
        meetings.set_state(made, state="scheduled", by=world.staff, now=NOW)


def test_a_removed_meeting_comes_back_while_its_room_is_free(world, room):
    made = make.meeting(world.ours, starts_at=TEN, resource=room, by=world.staff)
    removed = meetings.remove(made, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="meeting-removed"):
        meetings.change(removed, subject="Late", by=world.staff, now=NOW)
    assert meetings.restore(removed, by=world.staff, now=NOW).removed_at is None

    meetings.remove(made, by=world.staff, now=NOW)
    make.meeting(world.ours, starts_at=TEN, resource=room)
    with pytest.raises(Refused, match="room-taken"):
        meetings.restore(made, by=world.staff, now=NOW)


def test_a_site_of_another_customer_is_refused(world):
    site = make.site(make.customer(world.ours))

    with pytest.raises(Refused, match="site-other"):
        make.meeting(world.ours, by=world.staff, customer=world.customer, site=site)
