import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.inquiries import closing, following
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def one(world, kind="task", **details):
    given = {"customer": world.customer, "by": world.staff, "now": NOW, "staff": [world.staff], **details}
    return make.inquiry(world.ours, kind=kind, **given)


def follow(before, world, kind="task"):
    start = {**following.start(before, kind=kind), "details": "Ask whether it works"}
    return following.follow_up(before, kind=kind, by=world.staff, now=NOW, **start)


def test_each_shows_the_other_and_the_followed_one_stays_as_it_is(world):
    before = closing.close(one(world), by=world.staff, now=NOW)

    after = follow(before, world)

    assert (after.follows, list(before.followed_by.all())) == (before, [after])
    assert before.fresh().closed_at == NOW


def test_a_follow_up_starts_with_what_the_followed_one_had(world):
    site = make.site(world.customer)
    before = one(world, site=site, phone="0541234567", title="Switch")

    after = follow(before, world)

    assert (after.customer, after.site, after.phone) == (world.customer, site, before.phone)
    assert [link.staff for link in after.assignees.all()] == [world.staff]
    assert "Switch" in after.title


def test_a_task_gets_the_follow_up_type_and_a_call_its_own(world):
    own = world.ours.inquiry_types.filter(kind="service-call").last()
    call = one(world, "service-call", type=own)

    assert following.start(call, kind="task")["type"].key == "follow-up"
    assert following.start(call, kind="service-call")["type"] == own


@pytest.mark.parametrize(
    ("kind", "after"),
    [("message", "task"), ("documentation", "task"), ("task", "task"), ("service-call", "service-call")],
)
def test_what_follows_what(world, kind, after):
    assert following.next_kind(one(world, kind)) == after


def test_who_left_and_what_was_retired_is_not_carried_over(world):
    colleague = make.staff(world.ours)
    site = make.site(world.customer)
    before = one(world, staff=[colleague, world.staff], site=site)
    site.retired_at = NOW
    site.save()
    colleague.left_at = NOW
    colleague.save()

    start = following.start(before.fresh(), kind="task")

    assert "site" not in start
    assert start["staff"] == [world.staff]
