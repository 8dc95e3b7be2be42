from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.messaging import noticing, pulse
from kesher.messaging.pulse import Asked
from tests import make

NOW = timezone.now()
LATER = NOW + timedelta(seconds=10)


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def beat(staff, asked=None, now=LATER):
    return pulse.beat(staff, asked or Asked(), now=now)


def after(staff, answer, now=LATER):
    return beat(staff, Asked(answer.since, answer.newest, answer.state), now)


def entry(business, kind, at=NOW):
    return Entry.objects.create(business_id=business.pk, kind=kind, subject_kind="x", subject_id=1, at=at)


def test_the_first_answer_tells_what_waits_and_no_facts(world):
    make.notice(world.staff)
    copy = make.reminder(world.customer, world.staff, at=NOW).copies.get()
    entry(world.ours, "inquiry.opened")

    told = beat(world.staff)

    assert (told.unread, told.due, told.facts, told.news) == (1, [copy.pk], [], [])


def test_nothing_new_is_no_answer(world):
    assert after(world.staff, beat(world.staff)) is None


def test_a_new_notice_is_told_with_its_text(world):
    known = beat(world.staff)
    made = make.notice(world.staff)

    assert after(world.staff, known).news == [{"pk": made.pk, "text": "Inquiry 12 is yours"}]


def test_reading_elsewhere_is_told(world):
    make.notice(world.staff)
    known = beat(world.staff)

    noticing.read(world.staff, now=NOW)

    assert after(world.staff, known).unread == 0


def test_a_reminder_is_told_at_its_time(world):
    make.reminder(world.customer, world.staff, at=LATER)
    known = beat(world.staff, now=NOW)

    assert after(world.staff, known, now=NOW) is None
    assert len(after(world.staff, known, now=LATER).due) == 1


def test_facts_are_names_without_contents(world):
    known = beat(world.staff)
    entry(world.ours, "inquiry-note.added")
    entry(world.ours, "treatment.added")
    entry(world.ours, "special-day.added")
    entry(world.ours, "note.added")

    told = after(world.staff, known)

    assert told.facts == ["inquiries-changed", "meetings-changed"]
    assert after(world.staff, told) is None


def test_facts_are_told_to_who_may_see_such_things(world):
    limited = make.staff(world.ours, permissions=[Permission.DIARY_VIEW])
    known = beat(limited)
    entry(world.ours, "inquiry.opened")
    entry(world.ours, "meeting.set")

    assert after(limited, known).facts == ["meetings-changed"]


def test_facts_of_another_business_are_not_told(world):
    known = beat(world.staff)
    entry(world.theirs, "inquiry.opened")

    assert after(world.staff, known) is None


def test_entries_of_the_last_seconds_are_told_again(world):
    known = beat(world.staff)
    entry(world.ours, "inquiry.opened", at=LATER)

    first = after(world.staff, known)
    again = after(world.staff, first, now=LATER + timedelta(seconds=8))

    assert (first.facts, again.facts) == (["inquiries-changed"], ["inquiries-changed"])
    assert after(world.staff, again, now=LATER + timedelta(seconds=16)) is None


def test_more_entries_than_are_read_tell_every_fact(world, monkeypatch):
    monkeypatch.setattr(pulse, "ENTRIES", 2)
    known = beat(world.staff)
    for _number in range(3):
        entry(world.ours, "note.added")

    assert after(world.staff, known).facts == ["contracts-changed", "inquiries-changed", "meetings-changed"]


def test_an_answer_takes_three_queries(world, django_assert_num_queries):
    known = beat(world.staff)
    for number in range(3):
        make.notice(world.staff, key=str(number))
        entry(world.ours, "inquiry.opened")
    known = after(world.staff, known)

    with django_assert_num_queries(3):
        after(world.staff, known)
