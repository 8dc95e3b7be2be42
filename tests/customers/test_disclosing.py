import io
import json
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone, translation

from kesher.activity.models import Entry
from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import disclosing, erasing, merging, noting
from kesher.customers.kinds import Kind
from tests import make

NOW = timezone.make_aware(datetime(2026, 11, 22, 10))


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def dana(world):
    person = make.customer(
        world.ours, first_name="Dana", last_name="Levi", phone="050-2345678", id_number="123456782"
    )
    noting.add(person, text="=cmd() likes mornings", by=world.staff, now=NOW)
    world.ours.consents.create(
        customer=person, channel="sms", purpose="marketing", is_given=True, at=NOW, how="by phone"
    )
    world.ours.injuries.create(customer=person, title="Knee", starts_on=date(2026, 1, 1), created_at=NOW)
    file = world.ours.customer_files.model(
        business=world.ours,
        customer=person,
        name="knee.txt",
        content_type="text/plain",
        size=5,
        sha256="0" * 64,
        uploaded_at=NOW,
    )
    file.content.save("knee.txt", ContentFile(b"x-ray"))
    return person


def opened(world, person):
    with disclosing.disclose(person, by=world.staff, now=NOW) as file:
        archive = ZipFile(io.BytesIO(file.read()))
    return {name: archive.read(name) for name in archive.namelist()}


def test_everything_about_the_person_stands_in_the_zip(world, dana):
    found = opened(world, dana)

    kinds = {part["kind"]: part["rows"] for part in json.loads(found["data.json"])}
    assert {"Personal details", "Notes", "Consents", "Injuries", "Files", "Role periods"} <= set(kinds)
    assert kinds["Consents"][0]["how it was given"] == "by phone"
    assert kinds["Injuries"][0]["injury"] == "Knee"
    page = found["index.html"].decode()
    assert all(word in page for word in ("Dana", "123456782", "likes mornings", "Knee"))


def test_the_log_and_the_files_come_along(world, dana):
    found = opened(world, dana)

    file = dana.files.get()
    assert found[f"files/{file.pk}-knee.txt"] == b"x-ray"
    log = found["log.csv"].decode("utf-8-sig")
    assert "customer.added" in log
    assert "note.added" in log


def test_who_was_merged_into_the_person_is_included(world, dana):
    survivor = make.customer(world.ours, first_name="Tamar")
    merging.merge(survivor, dana, choices={}, by=world.staff, now=NOW)

    page = opened(world, survivor)["index.html"].decode()
    assert "Dana" in page
    assert "123456782" in page


def test_the_export_is_recorded(world, dana):
    opened(world, dana)

    assert Entry.objects.about(dana).newest_first().first().kind == Kind.EXPORTED


def test_a_lost_stored_file_does_not_stop_the_export(world, dana):
    dana.files.get().content.storage.delete(dana.files.get().content.name)

    assert "data.json" in opened(world, dana)


def test_who_may_not_see_everything_cannot_make_it(world, dana):
    staff = make.staff(world.ours, permissions=[Permission.CUSTOMER_EXPORT, Permission.FILE_VIEW])

    with pytest.raises(Refused, match="rights-missing"):
        disclosing.disclose(dana, by=staff, now=NOW)


def test_of_an_erased_person_there_is_nothing(world, dana):
    erasing.erase(dana, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="person-erased"):
        disclosing.disclose(dana, by=world.staff, now=NOW)


def test_nothing_is_held_while_the_zip_is_written(world, dana, monkeypatch):
    outside, held, real = len(connection.atomic_blocks), [], disclosing.write_zip
    monkeypatch.setattr(
        disclosing,
        "write_zip",
        lambda *args, **given: (held.append(len(connection.atomic_blocks) - outside), real(*args, **given)),
    )

    opened(world, dana)

    assert held == [0]


def test_who_was_erased_while_the_zip_was_written_is_not_handed_out(world, dana, monkeypatch):
    monkeypatch.setattr(
        disclosing, "write_zip", lambda *_args, **_given: erasing.erase(dana, by=world.staff, now=NOW)
    )

    with pytest.raises(Refused):
        disclosing.disclose(dana, by=world.staff, now=NOW)

    assert not Entry.objects.about(dana).filter(kind=Kind.EXPORTED).exists()
