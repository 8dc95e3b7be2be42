from datetime import timedelta

import pytest
from icalendar import Calendar

from kesher.calendar import feeding
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make
from tests.make.calendar import ZONE, at

NOW = at("2026-11-22 08:00")


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def feed(world, **options):
    token = feeding.make(world.staff, by=world.staff, now=NOW, **{"hides_names": False, **options})
    return feeding.found(world.ours.pk, token)


def events(kept):
    return Calendar.from_ical(feeding.written(kept, now=NOW)).walk("VEVENT")


def test_only_the_hash_is_kept_and_a_new_address_ends_the_older(world):
    first = feeding.make(world.staff, hides_names=False, by=world.staff, now=NOW)
    second = feeding.make(world.staff, hides_names=False, by=world.staff, now=NOW)

    assert feeding.found(world.ours.pk, first) is None
    assert feeding.found(world.theirs.pk, second) is None
    assert feeding.found(world.ours.pk, second).staff == world.staff
    assert second not in str(list(world.ours.feeds.values()))


def test_a_revoked_address_and_one_of_somebody_who_left_are_gone(world):
    token = feeding.make(world.staff, hides_names=False, by=world.staff, now=NOW)
    world.staff.left_at = NOW
    world.staff.save()
    assert feeding.found(world.ours.pk, token) is None
    world.staff.left_at = None
    world.staff.save()

    assert feeding.revoke(world.staff, by=world.staff, now=NOW) == 1
    assert feeding.found(world.ours.pk, token) is None


def test_nobody_makes_the_address_of_another(world):
    with pytest.raises(Refused, match="not-yours"):
        feeding.make(make.staff(world.ours), hides_names=False, by=world.staff, now=NOW)


def test_ones_own_meetings_stand_in_it_private_ones_too(world):
    dana = make.staff(world.ours)
    make.meeting(world.ours, subject="Mine", staff=[world.staff], is_private=True)
    make.meeting(world.ours, subject="Organised", by=world.staff)
    make.meeting(world.ours, subject="Hers", by=dana, staff=[dana])
    make.meeting(world.ours, subject="Old", by=world.staff, starts_at=NOW - timedelta(days=90))

    assert [(str(one["SUMMARY"]), str(one["CLASS"])) for one in events(feed(world))] == [
        ("Mine", "PRIVATE"), ("Organised", "PUBLIC"),
    ]  # fmt: skip


def test_without_names_no_customer_is_told(world):
    make.meeting(
        world.ours, subject=f"With {world.customer}", customer=world.customer, notes="Noa", by=world.staff
    )

    text = feeding.written(feed(world, hides_names=True), now=NOW).decode()

    assert "Noa" not in text
    assert str(world.customer.last_name) not in text


def test_hebrew_is_folded_and_escaped_and_the_zone_is_defined(world):
    subject = "פגישה, חשובה; מאוד " * 8
    make.meeting(world.ours, subject=subject, by=world.staff)
    kept = feed(world)
    written = feeding.written(kept, now=NOW)

    assert max(len(line) for line in written.split(b"\r\n")) <= 75
    (event,) = events(kept)
    assert str(event["SUMMARY"]) == subject.strip()
    assert event["DTSTART"].params["TZID"] == "Asia/Jerusalem"
    assert event["DTSTART"].dt.astimezone(ZONE) == at("2026-11-22 10:00")
    assert written.count(b"BEGIN:VTIMEZONE") == 1
    assert feeding.written(kept, now=NOW + timedelta(hours=1)) == written


def test_a_cancelled_meeting_is_marked_and_a_whole_day_is_a_day(world):
    made = make.meeting(world.ours, by=world.staff, is_all_day=True)
    made.state = "cancelled"
    made.save()

    (event,) = events(feed(world))

    assert (str(event["STATUS"]), event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat()) == (
        "CANCELLED", "2026-11-22", "2026-11-23",
    )  # fmt: skip
