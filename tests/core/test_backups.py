"""Backups: made while it runs, verified, restored into another installation, on the database of this run."""

import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kesher.core.backups import archiving, keeping
from kesher.core.backups.archiving import BadBackup, Manifest
from kesher.core.backups.snapshots import Snapshot

NOW = datetime(2026, 11, 22, 2, 20, tzinfo=UTC)
FILL = """
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from kesher.activity.models import Entry
get_user_model().objects.create(username="dana", email="dana@example.com")
Entry.objects.create(business_id=1, kind="test.done", subject_kind="a.b", subject_id=1, at=timezone.now())
folder = settings.UPLOADS / "1"
folder.mkdir(parents=True)
(folder / "קובץ.txt").write_text("שלום")
"""
COUNT = "SELECT (SELECT count(*) FROM activity_entry), (SELECT username FROM businesses_user)"


def filled(installation):
    assert installation.python(FILL).wait(60) == 0
    return installation


def test_backup_is_restored_whole_into_an_empty_installation(new_installation, tmp_path):
    file = tmp_path / "all.tar.gz"
    source = filled(new_installation())
    (source.folder / "activation_key").write_bytes(b"k" * 32)
    made = source.run("backup", str(file))
    assert (made.returncode, made.stderr) == (0, "")

    target = new_installation()
    restored = target.run("restore", str(file))

    assert (restored.returncode, restored.stderr) == (0, "")
    assert target.rows(COUNT) == [(1, "dana")]
    assert (target.folder / "uploads/1/קובץ.txt").read_text() == "שלום"
    assert (target.folder / "activation_key").read_bytes() == b"k" * 32
    assert (target.folder / "secret_key").read_text() == (source.folder / "secret_key").read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def test_restored_log_is_as_immutable_as_before(new_installation, tmp_path):
    file = tmp_path / "all.tar.gz"
    filled(new_installation()).run("backup", str(file))
    target = new_installation()
    target.run("restore", str(file))

    forged = target.python("from kesher.activity.models import Entry; Entry.objects.all().delete()").wait(60)

    assert forged != 0
    assert target.rows("SELECT count(*) FROM activity_entry") == [(1,)]


def test_database_in_use_is_replaced_only_when_confirmed_and_saved_first(new_installation, tmp_path):
    file = tmp_path / "all.tar.gz"
    target = filled(new_installation())
    new_installation().run("backup", str(file))

    refused = target.run("restore", str(file))
    assert (refused.returncode, target.rows(COUNT)) == (1, [(1, "dana")])
    assert "--yes" in refused.stderr
    assert "Traceback" not in refused.stderr

    assert target.run("restore", str(file), "--yes").returncode == 0
    assert target.rows("SELECT count(*) FROM businesses_user") == [(0,)]
    assert len(list((target.folder / "backups").glob("*.tar.gz"))) == 1


def test_file_that_is_no_backup_is_refused_in_one_line(installation, tmp_path):
    file = tmp_path / "odd.tar.gz"
    file.write_bytes(b"\x1f\x8b\x08\x00broken")

    refused = installation.run("restore", str(file))

    assert refused.returncode == 1
    assert len(refused.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("content", [b"", b"not a backup at all", b"\x1f\x8b\x08\x00broken"])
def test_file_that_is_no_archive_is_refused(tmp_path, content):
    (tmp_path / "odd.tar.gz").write_bytes(content)

    with pytest.raises(BadBackup):
        archiving.unpack(tmp_path / "odd.tar.gz", tmp_path / "out")


def written(folder: Path) -> Path:
    (folder / "part").write_text("content")
    snapshot = Snapshot("sqlite", {}, {}, [])
    archiving.write(
        folder / "b.tar.gz",
        parts=iter([("database/part", folder / "part")]),
        snapshot=snapshot,
        made_at="now",
    )
    return folder / "b.tar.gz"


def test_archive_comes_back_as_it_was_written(tmp_path):
    manifest = archiving.unpack(written(tmp_path), tmp_path / "out")

    assert isinstance(manifest, Manifest)
    assert (tmp_path / "out/database/part").read_text() == "content"


def test_changed_part_is_noticed(tmp_path):
    path = written(tmp_path)
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path / "x", filter="data")
    (tmp_path / "x/database/part").write_text("CONTENT")
    with tarfile.open(path, "w:gz") as archive:
        for name in ("database/part", "manifest.json"):
            archive.add(tmp_path / "x" / name, name)

    with pytest.raises(BadBackup, match="damaged"):
        archiving.unpack(path, tmp_path / "out")


def test_cut_file_is_noticed(tmp_path):
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(BadBackup):
        archiving.unpack(path, tmp_path / "out")


@pytest.mark.parametrize("name", ["../escape", "/etc/escape"])
def test_part_that_leaves_its_folder_is_refused(tmp_path, name):
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        (tmp_path / "x").write_text("x")
        archive.add(tmp_path / "x", name)
        archive.members[0].name = name

    with pytest.raises(BadBackup):
        archiving.unpack(tmp_path / "b.tar.gz", tmp_path / "out")


@pytest.mark.django_db(transaction=True)
def test_newest_backups_are_kept_and_strange_files_are_left_alone(settings, tmp_path):
    settings.BACKUPS, settings.BACKUPS_KEPT, settings.UPLOADS = tmp_path, 2, tmp_path / "none"
    (tmp_path / "notes.tar.gz").touch()

    for day in range(3):
        keeping.make_backup(now=NOW + timedelta(days=day))

    assert [backup.name for backup in keeping.made_backups()] == [
        "kesher-20261124T022000Z.tar.gz",
        "kesher-20261123T022000Z.tar.gz",
    ]
    assert (tmp_path / "notes.tar.gz").exists()
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("content", [b"{not json", b"\xff\xfe", b"[]"])
def test_a_damaged_list_of_parts_is_refused(tmp_path, content):
    (tmp_path / "manifest.json").write_bytes(content)
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "manifest.json", "manifest.json")

    with pytest.raises(BadBackup):
        archiving.unpack(tmp_path / "b.tar.gz", tmp_path / "out")
