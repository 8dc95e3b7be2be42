import io
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import filing, tasks
from kesher.customers.kinds import Kind
from kesher.customers.models import CustomerFile
from tests.make import files

NOW = timezone.now()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def file(world):
    with acting_for(world.ours):
        yield filing.upload(
            world.customer, name="טופס.pdf", content=io.BytesIO(files.pdf()), by=world.staff, now=NOW
        )


def test_upload_keeps_a_random_name_in_the_folder_of_the_business(world, file):
    folder, kind, name = file.content.name.split("/")

    assert (folder, kind, len(name)) == (str(world.ours.pk), "files", 32)
    assert (file.name, file.sha256) == ("טופס.pdf", sha256(files.pdf()).hexdigest())
    assert Entry.objects.get(kind=Kind.FILE_UPLOADED).subject_label == "טופס.pdf"


def test_upload_refuses_by_content(world):
    with acting_for(world.ours), pytest.raises(Refused, match="file-kind"):
        filing.upload(world.customer, name="a.pdf", content=io.BytesIO(b"<html>"), by=world.staff, now=NOW)

    assert filing.stored_names() == []


def test_a_failed_upload_leaves_nothing_behind(world, monkeypatch):
    monkeypatch.setattr(filing, "record", lambda *args, **kwargs: 1 / 0)

    with acting_for(world.ours), pytest.raises(ZeroDivisionError):
        filing.upload(world.customer, name="a.pdf", content=io.BytesIO(files.pdf()), by=world.staff, now=NOW)

    assert filing.stored_names() == []
    assert not CustomerFile.objects.across_businesses().exists()


def test_opening_is_recorded(world, file):
    with filing.open_file(file, by=world.staff, now=NOW) as content:
        assert content.read() == files.pdf()

    assert Entry.objects.get(kind=Kind.FILE_READ).actor_id == world.staff.pk


def test_describe_keeps_the_ending(world, file):
    changed = filing.describe(file, name="הצהרה.exe", label="נחתם", by=world.staff, now=NOW)

    assert (changed.name, changed.label) == ("הצהרה.pdf", "נחתם")
    assert set(Entry.objects.get(kind=Kind.FILE_CHANGED).details["changes"]) == {"name", "label"}


def test_describe_without_a_change_records_nothing(world, file):
    filing.describe(file, name=file.name, label="", by=world.staff, now=NOW)

    assert not Entry.objects.filter(kind=Kind.FILE_CHANGED).exists()


def test_an_installation_without_uploads_has_no_stored_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nothing"

    assert filing.stored_names() == []


def test_describe_refuses_an_empty_name_and_a_removed_file(world, file):
    with pytest.raises(Refused, match="name-missing"):
        filing.describe(file, name=" ", label="", by=world.staff, now=NOW)
    filing.remove(file, by=world.staff, now=NOW)
    with pytest.raises(Refused, match="file-removed"):
        filing.describe(file, name="b", label="", by=world.staff, now=NOW)


def test_a_removed_file_can_be_brought_back(world, file):
    filing.remove(file, by=world.staff, now=NOW)
    filing.remove(file, by=world.staff, now=NOW)
    filing.restore(file, by=world.staff, now=NOW)

    assert Entry.objects.filter(kind=Kind.FILE_REMOVED).count() == 1
    assert world.customer.files.get().removed_at is None
    assert default_storage.exists(file.content.name)


def test_purge_removes_the_stored_file_only_after_commit(world, file, django_capture_on_commit_callbacks):
    name = file.content.name
    with django_capture_on_commit_callbacks() as callbacks:
        filing.purge(file, by=None, now=NOW)

    assert default_storage.exists(name)
    for callback in callbacks:
        callback()
    assert not default_storage.exists(name)


def test_a_purge_that_fails_keeps_the_stored_file(world, file, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        filing.purge(file, by=None, now=NOW)
        raise ZeroDivisionError

    assert default_storage.exists(file.content.name)


def test_the_nightly_job_purges_after_thirty_days(world, file, django_capture_on_commit_callbacks):
    other = filing.upload(
        world.customer, name="b.pdf", content=io.BytesIO(files.pdf()), by=world.staff, now=NOW
    )
    filing.remove(file, by=world.staff, now=NOW - timedelta(days=31))
    filing.remove(other, by=world.staff, now=NOW - timedelta(days=29))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.purge_removed_files.call()

    assert filing.stored_names() == [other.content.name]


def test_the_sweep_finds_old_stored_files_without_a_row(world, file):
    default_storage.save(f"{world.ours.pk}/files/orphan", io.BytesIO(b"x"))
    default_storage.save(f"{world.ours.pk}/logo.png", io.BytesIO(b"x"))

    assert filing.orphans(stored=filing.stored_names(), before=NOW + timedelta(hours=1)) == [
        f"{world.ours.pk}/files/orphan"
    ]
    assert filing.orphans(stored=filing.stored_names(), before=NOW - timedelta(hours=1)) == []
