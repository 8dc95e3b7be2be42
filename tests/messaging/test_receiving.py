from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.messaging import receiving
from tests import make

NOW = timezone.now()


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def test_a_key_comes_for_the_first_time_once(world):
    came = [receiving.receive(world.staff, key="one-key-1", now=NOW) for _time in range(2)]

    assert came == [True, False]


def test_a_key_is_that_of_its_person(world):
    receiving.receive(world.staff, key="one-key-1", now=NOW)

    assert receiving.receive(make.staff(world.ours), key="one-key-1", now=NOW)


@pytest.mark.parametrize("text", ["", "short", "a" * 61, "nul\x00nul\x00", "' or 1=1 --"])
def test_what_is_no_key_is_none(text):
    assert receiving.key_from(text) == ""


def test_what_waited_happened_when_it_was_entered():
    assert receiving.moment_of("3600", now=NOW) == NOW - timedelta(hours=1)


@pytest.mark.parametrize("waited", ["", "-5", "²", "999999", "9" * 30, "1.5"])
def test_what_cannot_be_believed_happened_now(waited):
    assert receiving.moment_of(waited, now=NOW) == NOW


def test_keys_are_kept_for_sixty_days(world):
    receiving.receive(world.staff, key="one-key-1", now=NOW - timedelta(days=61))
    receiving.receive(world.staff, key="one-key-2", now=NOW)

    receiving.forget_old(world.ours, now=NOW)

    assert [one.client_key for one in world.staff.sendings.all()] == ["one-key-2"]
