import io
import os
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import filing as customers_filing
from kesher.inquiries import filing, removing, tasks
from kesher.inquiries.kinds import Kind
from tests import make
from tests.make import files

NOW = timezone.now()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def call(world):
    with acting_for(world.ours):
        yield make.inquiry(world.ours, kind="service-call", customer=world.customer, by=world.staff, now=NOW)


def upload(call, world, content=None, **further):
    content = io.BytesIO(files.pdf() if content is None else content)
    given = {"name": "לוח חשמל.pdf", "by": world.staff, "now": NOW, **further}
    return filing.upload(call, content=content, **given)


def stored():
    return customers_filing.stored_names(filing.FOLDER)


def test_a_file_stands_under_a_random_name_in_the_folder_of_the_business(world, call):
    file = upload(call, world)

    folder, kind, name = file.content.name.split("/")
    assert (folder, kind, len(name)) == (str(world.ours.pk), "inquiries", 32)
    assert (file.name, file.sha256) == ("לוח חשמל.pdf", sha256(files.pdf()).hexdigest())
    assert Entry.objects.of(world.ours).get(kind=Kind.FILE_UPLOADED).customer_id == world.customer.pk


def test_what_may_be_kept_is_decided_by_content(world, call):
    with pytest.raises(Refused, match="file-kind"):
        upload(call, world, b"<html>")

    assert stored() == []


def test_a_photo_is_kept_without_its_place(world, call):
    photo = upload(call, world, files.picture(), name="IMG_1.jpeg")

    assert photo.content_type == "image/jpeg"
    with filing.open_file(photo, by=world.staff, now=NOW) as content:
        assert b"SecretCamera" not in content.read()


def test_a_failed_upload_leaves_nothing_behind(world, call, monkeypatch):
    monkeypatch.setattr(filing, "record", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        upload(call, world)

    assert stored() == []
    assert not call.files.exists()


def test_adding_takes_the_right_to_work_on_inquiries(world, call):
    with pytest.raises(Refused, match="right-missing"):
        upload(call, world, by=make.staff(world.ours, role="bookkeeper"))


def test_nothing_is_added_to_a_deleted_inquiry(world, call):
    gone = removing.remove(call, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="inquiry-removed"):
        upload(gone, world)


def test_good_files_are_kept_beside_bad_ones_that_are_named(world, call):
    good, bad = ContentFile(files.pdf(), name="a.pdf"), ContentFile(b"<html>", name="b.html")

    problems = filing.upload_each(call, [good, bad], by=world.staff, now=NOW)

    assert [file.name for file in call.files.all()] == ["a.pdf"]
    assert [str(one.sentence).split(":")[0] for one in problems] == ["b.html"]


def test_opening_is_recorded(world, call):
    file = upload(call, world)

    filing.open_file(file, by=world.staff, now=NOW).close()

    assert Entry.objects.of(world.ours).filter(kind=Kind.FILE_READ).count() == 1


def test_a_removed_file_can_be_brought_back(world, call):
    file = upload(call, world)

    gone = filing.remove(file, by=world.staff, now=NOW)
    back = filing.restore(gone, by=world.staff, now=NOW)

    assert (gone.removed_at, back.removed_at) == (NOW, None)
    assert default_storage.exists(file.content.name)


def test_after_30_days_row_and_stored_file_go(world, call, django_capture_on_commit_callbacks):
    old, newer = upload(call, world), upload(call, world)
    now = timezone.now()
    filing.remove(old, by=world.staff, now=now - timedelta(days=31))
    filing.remove(newer, by=world.staff, now=now - timedelta(days=29))

    with django_capture_on_commit_callbacks(execute=True):
        tasks.purge_removed_files.call()

    assert list(call.files.all()) == [newer]
    assert stored() == [newer.content.name]


def test_the_sweep_takes_stored_files_without_a_row_that_are_not_on_their_way(world, call):
    kept = upload(call, world)
    for name, days in {"old": 2, "young": 0}.items():
        path = f"{world.ours.pk}/inquiries/{name}"
        default_storage.save(path, ContentFile(b"x"))
        moment = (timezone.now() - timedelta(days=days)).timestamp()
        os.utime(default_storage.path(path), (moment, moment))

    tasks.purge_removed_files.call()

    assert sorted(stored()) == sorted([kept.content.name, f"{world.ours.pk}/inquiries/young"])


def test_a_phone_that_sends_twice_adds_once(world, call):
    first = upload(call, world, client_key="abc")

    assert upload(call, world, client_key="abc") == first
    assert call.files.count() == 1
