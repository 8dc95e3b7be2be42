from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity import last_change
from kesher.core.owning import acting_for
from kesher.customers import adding


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world


def test_the_last_one_who_changed_a_field_is_known_from_the_log(ours):
    now = timezone.now()
    adding.change(ours.customer, by=ours.staff, now=now, email="a@b.co")
    adding.change(ours.customer, by=None, now=now + timedelta(hours=1), job_title="Baker")

    asked = last_change.of(ours.customer)

    assert asked("email", "E-mail") == (str(ours.staff), now)
    assert asked("job_title", "Job title")[1] == now + timedelta(hours=1)
    assert asked("branch", "Branch") is None
