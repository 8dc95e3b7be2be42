from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from kesher.core.owning import acting_for
from kesher.entitlements import offering
from tests import make


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours), override("en"):
        yield


def offered(world, **given):
    facts = {"facts": {}, "day": timezone.localdate(), **given}
    return offering.offered(world.customer, unit="minutes", **facts)


def plain(text):
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_first_says_why_it_is_the_first_and_the_others_what_is_left_until_when(world):
    day = timezone.localdate()
    later = make.lot(world.customer, quantity=210, label="Later", valid_until=day + timedelta(days=9))
    endless = make.lot(world.customer, quantity=60, label="Endless")
    first = make.lot(world.customer, label="First", valid_until=day)

    found = offered(world)

    assert found.lots == [first, later, endless]
    assert plain(found.automatic()) == "By itself: First (the one that expires first)"
    (later_key, told), (endless_key, told_endless) = found.others()
    assert (later_key, endless_key) == (str(later.pk), str(endless.pk))
    assert plain(told).startswith("Later: 3:30 hours left, until ")
    assert plain(told_endless) == "Endless: 1:00 hours left"


def test_there_is_something_to_choose_when_more_than_one_fits(world):
    assert not offered(world).is_choice
    make.lot(world.customer)
    make.lot(world.customer, scope={"site": [1]})
    assert not offered(world).is_choice
    make.lot(world.customer)
    assert offered(world).is_choice
    assert offered(world, facts={"site": 1}).lots[0].scope == {"site": [1]}


def test_preferred_ones_stand_first_and_say_so(world):
    make.lot(world.customer, valid_until=timezone.localdate())
    preferred = make.lot(world.customer, label="Ours")

    found = offered(world, preferred=[preferred.pk])

    assert plain(found.automatic()) == "By itself: Ours (the one of the contract of this call)"
