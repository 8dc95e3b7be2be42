from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.calendar import meetings
from kesher.core.owning import acting_for
from kesher.inquiries import asking, filtering, listed_meetings
from tests import make

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def narrowed(ours, staff, query="scope=all"):
    given = QueryDict(query)
    wanted = asking.wanted(given, filtering.choices_of(ours, given, by=staff))
    return set(listed_meetings.narrowed(staff, wanted, now=NOW))


def test_active_is_what_is_scheduled_and_not_over_before_today(world, ours):
    def set_for(at):
        return make.meeting(ours, by=world.staff, starts_at=at)

    ahead, today, past, cancelled = (
        set_for(NOW + DAY),
        set_for(filtering.day_start(NOW, 0)),
        set_for(NOW - 2 * DAY),
        set_for(NOW + DAY),
    )
    meetings.set_state(cancelled, state="cancelled", by=world.staff, now=NOW)

    assert narrowed(ours, world.staff) == {ahead, today}
    assert narrowed(ours, world.staff, "scope=closed") == {past, cancelled}


def test_ones_own_are_those_one_organises_or_takes_part_in(world, ours):
    dana = make.staff(ours)
    organised = make.meeting(ours, by=world.staff, starts_at=NOW + DAY)
    invited = make.meeting(ours, by=dana, staff=[world.staff], starts_at=NOW + DAY)
    make.meeting(ours, by=dana, starts_at=NOW + DAY)

    assert narrowed(ours, world.staff, "") == {organised, invited}


def test_others_take_both_rights_and_are_never_private(world, ours):
    given = {"by": world.staff, "starts_at": NOW + DAY}
    public, _private = make.meeting(ours, **given), make.meeting(ours, is_private=True, **given)
    rights = [Permission.INQUIRY_EDIT, Permission.DIARY_VIEW]
    technician = make.staff(ours, permissions=rights)
    manager = make.staff(ours, permissions=[*rights, Permission.INQUIRY_ALL])
    without_diary = make.staff(ours, permissions=[Permission.INQUIRY_ALL])

    assert narrowed(ours, manager) == {public}
    assert narrowed(ours, technician) == narrowed(ours, without_diary) == set()


def test_a_branch_limits_others_meetings_and_those_of_its_customers(world, ours):
    haifa, eilat = make.branch(ours), make.branch(ours)
    limited = make.staff(ours, branches=[haifa])
    given = {"by": world.staff, "starts_at": NOW + DAY}
    here = make.meeting(ours, branch=haifa, **given)
    make.meeting(ours, branch=eilat, **given)
    make.meeting(ours, branch=haifa, customer=make.customer(ours, branch=eilat), **given)
    make.meeting(ours, branch=haifa, customers=[make.customer(ours, branch=eilat)], **given)

    assert narrowed(ours, limited) == {here}


def test_filters_that_meetings_can_answer(world, ours):
    haifa, dana = make.branch(ours), make.staff(ours)
    given = {"by": world.staff, "starts_at": NOW + DAY}
    plain = make.meeting(ours, **given)
    of_customer = make.meeting(ours, customer=world.customer, **given)
    of_branch, with_dana = (
        make.meeting(ours, branch=haifa, **given),
        make.meeting(ours, staff=[dana], **given),
    )

    assert narrowed(ours, world.staff, f"scope=all&customer={world.customer.pk}") == {of_customer}
    assert narrowed(ours, world.staff, f"scope=all&branch={haifa.pk}") == {of_branch}
    assert narrowed(ours, world.staff, f"scope=all&assignee={dana.pk}") == {with_dana}
    assert narrowed(ours, world.staff, "scope=all&customer=none") == {plain, of_branch, with_dana}


def test_nobody_takes_part_is_what_none_means(world, ours):
    dana = make.staff(ours)
    make.meeting(ours, by=dana, staff=[dana], starts_at=NOW + DAY)
    empty = make.meeting(ours, by=world.staff, starts_at=NOW + DAY)
    ours.participants.filter(meeting=empty).delete()

    assert narrowed(ours, world.staff, "scope=all&assignee=none") == {empty}


def test_a_row_has_the_names_that_the_columns_read(world, ours):
    made = make.meeting(ours, by=world.staff, customer=world.customer, starts_at=NOW + DAY)
    rows = listed_meetings.in_order(ours.meetings.filter(pk=made.pk), "")

    row = listed_meetings.as_row(rows.get())

    assert (row["target_at"], row["customer__full_name"], row["kind"]) == (
        made.starts_at, world.customer.full_name, "meeting",
    )  # fmt: skip


def test_among_the_inquiries_stand_the_meetings_of_the_next_days_alone(world, ours):
    near, far = (make.meeting(ours, by=world.staff, starts_at=NOW + days * DAY) for days in (5, 9))

    assert narrowed(ours, world.staff, "scope=mine") == {near}
    assert narrowed(ours, world.staff, "scope=mine&kind=meeting") == {near, far}
