from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.office import my_day
from tests import make
from tests.make.reports import counted_inquiry


@pytest.fixture
def now():
    return timezone.localtime().replace(hour=11, minute=0)


def titles(world, part, now, staff=None):
    with acting_for(world.ours):
        return [line.title for line in getattr(my_day, part)(staff or world.staff, now)]


def clock(world, inquiry, due_at, **fields):
    with acting_for(world.ours):
        world.ours.response_clocks.create(
            inquiry=inquiry,
            kind="response",
            minutes=60,
            policy="",
            started_at=due_at,
            due_at=due_at,
            **fields,
        )


def test_my_inquiries_stand_by_target_and_those_without_last(world, now):
    for title, hours in (("later", 5), ("late", -5), ("whenever", None)):
        target = now + timedelta(hours=hours) if hours else None
        counted_inquiry(world.ours, title=title, assignee=world.staff, target_at=target)
    counted_inquiry(world.ours, title="closed", assignee=world.staff, closed_at=now)
    counted_inquiry(world.ours, title="nobody's")

    assert titles(world, "inquiries", now) == ["late", "later", "whenever"]


def test_meetings_are_todays_and_not_the_cancelled_ones(world, now):
    with acting_for(world.ours):
        for subject, start, state in (
            ("today", now, "scheduled"),
            ("tomorrow", now + timedelta(days=1), "scheduled"),
            ("cancelled", now, "cancelled"),
        ):
            meeting = world.ours.meetings.create(
                subject=subject, starts_at=start, ends_at=start + timedelta(hours=1), state=state, created_at=now,
                changed_at=now,
            )  # fmt: skip
            world.ours.participants.create(meeting=meeting, staff=world.staff)

    assert titles(world, "meetings", now) == ["today"]


def test_response_times_that_run_out_soon_are_at_risk(world, now):
    for title, hours in (("soon", 1), ("missed", -1), ("far", 9)):
        clock(world, counted_inquiry(world.ours, title=title), now + timedelta(hours=hours))
    clock(world, counted_inquiry(world.ours, title="kept"), now, stopped_at=now)

    assert titles(world, "risks", now) == ["missed", "soon"]


def test_who_sees_only_their_own_is_not_told_of_others_risks(world, now):
    technician = make.staff(world.ours, role="technician")
    clock(world, counted_inquiry(world.ours, title="others"), now)
    clock(world, counted_inquiry(world.ours, title="own", assignee=technician), now)

    assert titles(world, "risks", now, technician) == ["own"]


def test_a_deleted_inquiry_is_neither_work_nor_a_risk(world, now):
    technician = make.staff(world.ours, role="technician")
    gone = counted_inquiry(world.ours, assignee=technician, removed_at=now)
    clock(world, gone, now)

    assert [titles(world, part, now, technician) for part in ("inquiries", "risks")] == [[], []]
    assert titles(world, "risks", now) == []


@pytest.mark.parametrize("part", ["inquiries", "risks"])
@pytest.mark.parametrize("role", ["technician", "reception"])
def test_who_is_limited_to_branches_is_not_told_of_others_though_they_handle_them(world, now, part, role):
    with acting_for(world.ours):
        here, there = make.branch(world.ours), make.branch(world.ours)
    clerk = make.staff(world.ours, role=role, branches=[here])
    hidden = make.customer(world.ours, branch=there)
    for title, fields in (
        ("here", {"branch": here}), ("elsewhere", {"branch": there}), ("of somebody hidden", {"customer": hidden}),
    ):  # fmt: skip
        clock(world, counted_inquiry(world.ours, title=title, assignee=clerk, **fields), now)

    assert titles(world, part, now, clerk) == ["here"]


def test_reminders_until_the_days_end_stand_there(world, now):
    with acting_for(world.ours):
        for text, due in (
            ("missed", now - timedelta(days=1)),
            ("today", now),
            ("tomorrow", now + timedelta(days=1)),
        ):
            reminder = world.ours.reminders.create(
                subject_kind="x",
                subject_id=len(text),
                subject_label="Call",
                path="/",
                remind_at=due,
                text=text,
                created_at=now,
            )
            world.ours.reminder_copies.create(reminder=reminder, staff=world.staff, due_at=due)

    assert titles(world, "reminders", now) == ["missed", "today"]


def test_nobody_is_reminded_of_a_person_who_moved_to_another_branch(world, now):
    here, there = make.branch(world.ours), make.branch(world.ours)
    limited = make.staff(world.ours, branches=[here])
    hers, moved = (make.customer(world.ours, branch=here) for _one in range(2))
    for person, label in ((hers, "Stays"), (moved, "Moved")):
        make.reminder(person, limited, at=now, label=label, customer_id=person.pk)
    with acting_for(world.ours):
        world.ours.customers.filter(pk=moved.pk).update(branch=there)

    assert titles(world, "reminders", now, limited) == ["Stays"]


def test_the_page_asks_a_constant_number_of_questions(desk, world, now, django_assert_max_num_queries):
    for _turn in range(3):
        counted_inquiry(world.ours, assignee=world.staff, customer=world.customer)

    with django_assert_max_num_queries(12):
        assert desk.get("/b/ours/my-day/").status_code == 200
