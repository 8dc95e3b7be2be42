from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.inquiries import closing, histories
from tests import make

NOW = timezone.now()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def by_customer(ours, staff):
    people = ours.customers.visible_to(staff)
    return [(one.id, one.active, one.all) for one in histories.by_customer(people, by=staff)]


def test_by_customer_it_counts_the_active_and_all_with_the_last_changed_first(world, ours):
    noa, avi = make.customer(ours), make.customer(ours)
    make.inquiry(ours, customer=noa, now=NOW - DAY)
    closing.close(make.inquiry(ours, customer=avi, now=NOW - 3 * DAY), by=world.staff, now=NOW - 2 * DAY)
    make.inquiry(ours, customer=avi, now=NOW - 4 * DAY)
    assert by_customer(ours, world.staff) == [(noa.pk, 1, 1), (avi.pk, 1, 2)]

    make.inquiry(ours, customer=avi, now=NOW)

    assert by_customer(ours, world.staff) == [(avi.pk, 2, 3), (noa.pk, 1, 1)]


def test_one_customers_history_is_newest_first_with_meetings_among_it(world, ours):
    first = make.inquiry(ours, customer=world.customer, now=NOW - 5 * DAY)
    meeting = make.meeting(ours, by=world.staff, customer=world.customer, starts_at=NOW - 3 * DAY)
    last = make.inquiry(ours, customer=world.customer, now=NOW - DAY, title="Boiler")

    found = histories.of_customer(world.customer, by=world.staff, now=NOW)

    assert [one.number for one in found] == [last.number, meeting.number, first.number]
    assert [one.url for one in found[:2]] == [
        f"/b/ours/inquiries/{last.pk}/", f"/b/ours/diary/meetings/{meeting.pk}/",
    ]  # fmt: skip
    assert found[0].title == "Boiler"


def test_it_shows_what_the_staff_member_sees(world, ours):
    dana = make.staff(ours, permissions=[Permission.INQUIRY_EDIT])
    make.inquiry(ours, customer=world.customer, staff=[world.staff])
    mine = make.inquiry(ours, customer=world.customer, staff=[dana])
    make.meeting(ours, by=world.staff, customer=world.customer, starts_at=NOW)

    assert [one.number for one in histories.of_customer(world.customer, by=dana, now=NOW)] == [mine.number]
    assert by_customer(ours, dana) == [(world.customer.pk, 1, 1)]


def test_deleted_ones_are_not_told(world, ours):
    make.inquiry(ours, customer=world.customer)
    ours.inquiries.update(removed_at=NOW)

    assert histories.of_customer(world.customer, by=world.staff, now=NOW) == []
    assert by_customer(ours, world.staff) == []
