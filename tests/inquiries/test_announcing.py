import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import announcing
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def tell(inquiry, *people, by, key="x", **ways):
    announcing.tell(people, inquiry, kind="watched", text="Look", key=key, by=by, now=NOW, **ways)


def told(ours):
    return [row.staff for row in ours.notices.filter(kind="watched").order_by("id")]


def test_nobody_is_told_of_what_they_did_themselves(world, ours):
    dana = make.staff(ours)

    tell(make.inquiry(ours), world.staff, dana, by=world.staff)

    assert told(ours) == [dana]


def test_a_job_tells_everybody(world, ours):
    tell(make.inquiry(ours), world.staff, by=None)

    assert told(ours) == [world.staff]


def test_each_is_told_once_for_each_thing(world, ours):
    one = make.inquiry(ours)

    for key in ("a", "a", "b"):
        tell(one, world.staff, by=None, key=key)

    assert told(ours) == [world.staff, world.staff]


def test_a_notice_leads_to_the_inquiry_and_is_about_its_customer(world, ours):
    one = make.inquiry(ours, customer=world.customer)

    tell(one, world.staff, by=None)

    notice = ours.notices.get(kind="watched")
    assert (notice.path, notice.subject_id, notice.customer_id) == (
        f"/b/ours/inquiries/{one.pk}/", one.pk, world.customer.pk,
    )  # fmt: skip


def test_who_left_and_who_may_not_see_the_customer_are_not_told(ours):
    haifa, eilat = make.branch(ours), make.branch(ours)
    gone, limited = make.staff(ours, left_at=NOW), make.staff(ours, branches=[haifa])
    one = make.inquiry(ours, customer=make.customer(ours, branch=eilat), team=make.team(ours))

    tell(one, gone, limited, by=None)

    assert told(ours) == []


def test_copies_go_as_asked(world, ours, copies):
    tell(make.inquiry(ours), world.staff, by=None, by_push=True)

    assert (world.staff.pk, True) in [(pk, ways["by_push"]) for pk, ways in copies]


def test_watchers_and_handlers_in_their_order(ours):
    dana, avi = make.staff(ours), make.staff(ours)
    one = make.inquiry(ours, staff=[avi, dana], watchers=[dana, avi])

    assert announcing.handlers_of(one) == [avi, dana]
    assert announcing.watchers_of(one) == [dana, avi]
