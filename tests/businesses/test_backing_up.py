from datetime import UTC, datetime

import pytest
from django_tasks_db.models import DBTaskResult

from kesher.activity.models import Entry
from kesher.businesses import backing_up
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAME = "kesher-20261122T120000Z.tar.gz"


@pytest.fixture
def shop(db, settings, tmp_path):
    settings.BACKUPS = tmp_path
    (tmp_path / NAME).write_bytes(b"backup")
    business = make.business(slug="shop")
    with acting_for(business):
        yield business


@pytest.fixture
def owner(shop):
    return shop.staff.select_related("user").get()


def test_the_only_business_gets_at_the_backups(shop, owner):
    assert backing_up.problems(by=owner) == []
    assert [backup.name for backup in backing_up.made()] == [NAME]


def test_one_of_several_businesses_does_not(world):
    other = make.staff(world.theirs)
    with pytest.raises(Refused, match="backup-shared"):
        backing_up.taken(world.theirs, name=NAME, by=other, now=NOW)
    with pytest.raises(Refused, match="backup-shared"):
        backing_up.order(world.theirs, by=other, now=NOW)


def test_who_is_entrusted_with_the_installation_does(world):
    assert backing_up.problems(by=world.staff) == []


def test_the_worker_makes_one_when_it_is_ordered(shop, owner):
    backing_up.order(shop, by=owner, now=NOW)

    assert DBTaskResult.objects.filter(task_path__endswith="make_nightly_backup").count() == 1
    assert Entry.objects.of(shop).filter(kind="backup.ordered").exists()


def test_taking_one_away_is_recorded(shop, owner):
    assert backing_up.taken(shop, name=NAME, by=owner, now=NOW).name == NAME
    assert Entry.objects.of(shop).get(kind="backup.downloaded").details == {"name": NAME}


@pytest.mark.parametrize("name", ["../secret_key", "kesher-1.tar.gz", "/etc/passwd"])
def test_only_a_backup_of_the_folder_is_taken(shop, owner, name):
    with pytest.raises(Refused, match="backup-gone"):
        backing_up.taken(shop, name=name, by=owner, now=NOW)
