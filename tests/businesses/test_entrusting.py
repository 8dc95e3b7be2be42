from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from kesher.activity.models import Entry
from kesher.businesses import entrusting
from kesher.businesses.models import User
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def other(world):
    """The owner of the second business."""
    return world.theirs.staff.model.objects.across_businesses().get(business=world.theirs)


def test_the_owner_of_the_first_business_is_entrusted_with_the_installation(world, other):
    assert (entrusting.has_whole(world.staff), entrusting.has_whole(other)) == (True, False)


def test_in_the_only_business_nobody_needs_to_be_entrusted(db):
    assert entrusting.has_whole(make.staff(make.business()))


def test_the_command_line_entrusts_and_ends_it(world, other, capsys):
    name = other.user.username
    call_command("owner", name)
    call_command("owner", world.staff.user.username, "--end")

    assert entrusting.holders() == [name]
    assert capsys.readouterr().out.splitlines()[-1].endswith(f": {name}")


def test_nobody_of_that_name_is_said(db):
    with pytest.raises(CommandError, match="no user dana"):
        call_command("owner", "dana")


def test_it_is_written_down_where_the_person_works(world, other):
    entrusting.entrust(other.user, now=NOW)
    entrusting.end(User.objects.get(pk=other.user_id), now=NOW)

    entries = Entry.objects.of(world.theirs).filter(kind__startswith="staff.entrust").order_by("id")
    assert [(one.kind, one.actor_id) for one in entries] == [
        ("staff.entrusted", None),
        ("staff.entrusting-ended", None),
    ]
