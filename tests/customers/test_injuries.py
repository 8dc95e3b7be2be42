import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import injuries, tasks
from kesher.customers.kinds import Kind

NOW = timezone.now()
DETAILS = {"title": "Torn meniscus", "remarks": "No jumping", "starts_on": date(2026, 11, 1), "ends_on": None}


@pytest.fixture
def injury(world):
    with acting_for(world.ours):
        yield injuries.add(world.customer, by=world.staff, now=NOW, **DETAILS)


def test_it_ends_no_earlier_than_it_started(world, injury):
    with pytest.raises(Refused, match="ends-before-start"):
        injuries.end(injury, ends_on=date(2026, 10, 31), by=world.staff, now=NOW)


def test_an_ended_injury_holds_until_its_last_day(world, injury):
    injuries.end(injury, ends_on=date(2026, 11, 20), by=world.staff, now=NOW)

    assert world.customer.injuries.active_on(date(2026, 11, 20)).exists()
    assert not world.customer.injuries.active_on(date(2026, 11, 21)).exists()
    assert Entry.objects.filter(kind=Kind.INJURY_ENDED).exists()


def test_the_log_never_tells_what_an_injury_says(world, injury):
    injuries.edit(
        injury,
        by=world.staff,
        now=NOW,
        title="Broken ankle",
        remarks="Sits only",
        starts_on=date(2026, 11, 2),
    )
    injuries.end(injury, ends_on=date(2026, 12, 1), by=world.staff, now=NOW)
    injuries.remove(injury, by=world.staff, now=NOW)

    entries = Entry.objects.filter(kind__startswith="injury.")
    whole = " ".join(f"{one.subject_label} {json.dumps(one.details)} {one.search_text}" for one in entries)
    assert not [word for word in ("meniscus", "jumping", "ankle", "Sits") if word.lower() in whole.lower()]
    assert entries.get(kind=Kind.INJURY_CHANGED).details["changes"]["title"] == ["…", "…"]


def test_edit_without_a_change_records_nothing(world, injury):
    injuries.edit(injury, by=world.staff, now=NOW, title=injury.title)

    assert not Entry.objects.filter(kind=Kind.INJURY_CHANGED).exists()


def test_read_is_recorded_once_per_opening(world, injury):
    found = injuries.read(world.customer, by=world.staff, now=NOW)

    assert found == [injury]
    assert Entry.objects.filter(kind=Kind.INJURY_READ, customer_id=world.customer.pk).count() == 1


def test_a_removed_injury_is_not_read_nor_edited_until_it_is_back(world, injury):
    injuries.remove(injury, by=world.staff, now=NOW)
    injuries.remove(injury, by=world.staff, now=NOW)
    assert Entry.objects.filter(kind=Kind.INJURY_REMOVED).count() == 1
    assert injuries.read(world.customer, by=world.staff, now=NOW) == []
    with pytest.raises(Refused, match="injury-removed"):
        injuries.edit(injury, by=world.staff, now=NOW, title="Other")

    injuries.restore(injury, by=world.staff, now=NOW)

    assert injuries.read(world.customer, by=world.staff, now=NOW) == [injury]


def test_nothing_is_added_to_an_archived_person(world):
    world.customer.archived_at = NOW

    with acting_for(world.ours):
        world.customer.save()

    with acting_for(world.ours), pytest.raises(Refused, match="archived"):
        injuries.add(world.customer, by=world.staff, now=NOW, **DETAILS)


def test_the_nightly_job_removes_for_good_what_was_removed_thirty_days_ago(world, injury):
    other = injuries.add(world.customer, by=world.staff, now=NOW, **DETAILS)
    injuries.remove(injury, by=world.staff, now=NOW - timedelta(days=31))
    injuries.remove(other, by=world.staff, now=NOW - timedelta(days=29))

    tasks.purge_removed_records.call()

    assert list(world.ours.injuries.all()) == [other]
    assert Entry.objects.about(world.customer).newest_first().first().kind == Kind.INJURY_PURGED


def test_an_injury_that_came_back_is_not_purged(world, injury):
    injuries.purge(injury, by=None, now=NOW)

    assert world.ours.injuries.exists()
