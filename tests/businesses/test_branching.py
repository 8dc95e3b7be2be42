from datetime import UTC, datetime

import pytest

from kesher.activity.models import Entry
from kesher.businesses import branching
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def test_add_keeps_the_phone_as_dialled_abroad(ours, world):
    branch = branching.add(ours, by=world.staff, now=NOW, name="Haifa", phone="04-8123456")

    assert branch.phone == "+97248123456"


def test_a_branch_has_a_name_of_its_own(ours, world):
    branching.add(ours, by=world.staff, now=NOW, name="Haifa")

    for name, code in (("Haifa", "name-taken"), ("", "name-missing")):
        with pytest.raises(Refused, match=code):
            branching.add(ours, by=world.staff, now=NOW, name=name)


def test_a_change_is_recorded(ours, world):
    branch = branching.add(ours, by=world.staff, now=NOW, name="Haifa")

    branching.change(branch, by=world.staff, now=NOW, name="Haifa", address="Herzl 1")
    branching.change(branch, by=world.staff, now=NOW, name="Haifa", address="Herzl 1")

    assert Entry.objects.of(ours).get(kind="branch.changed").details["changes"] == {
        "address": ["", "Herzl 1"]
    }


def test_a_branch_is_closed_and_opened_again(ours, world):
    branch = branching.add(ours, by=world.staff, now=NOW, name="Haifa")

    assert branching.close(branch, by=world.staff, now=NOW).retired_at == NOW
    assert branching.reopen(branch, by=world.staff, now=NOW).retired_at is None
    assert Entry.objects.of(ours).filter(kind__in=["branch.retired", "branch.restored"]).count() == 2


def test_hours_in_disorder_are_refused(ours, world):
    with pytest.raises(Refused, match="hours-wrong"):
        branching.add(ours, by=world.staff, now=NOW, name="Haifa", opening_hours={"0": [["12:00", "08:00"]]})
