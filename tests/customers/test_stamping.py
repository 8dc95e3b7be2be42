from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kesher.activity.recording import record
from kesher.core.owning import acting_for
from kesher.customers.kinds import Kind

LATER = timezone.now() + timedelta(days=3)


@pytest.fixture
def noted(world):
    def note(kind, now):
        with acting_for(world.ours), transaction.atomic():
            record(kind, world.customer, by=world.staff, now=now)
            return world.customer.fresh().changed_at

    return note


def test_whatever_is_recorded_about_a_person_counts(noted):
    assert noted(Kind.NOTE_ADDED, LATER) == LATER


def test_reading_does_not_count(noted):
    assert noted(Kind.INJURY_READ, LATER) < LATER


def test_the_stamp_never_goes_back(noted):
    noted(Kind.NOTE_ADDED, LATER)

    assert noted(Kind.NOTE_ADDED, LATER - timedelta(days=9)) == LATER
