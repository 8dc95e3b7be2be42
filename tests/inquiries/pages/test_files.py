import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kesher.core.owning import acting_for
from tests import make
from tests.make import files

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def within(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with acting_for(world.ours):
        yield


@pytest.fixture
def call(world):
    return make.inquiry(world.ours, kind="service-call", customer=world.customer, by=world.staff)


def text(response):
    return response.content.decode()


def photo(name="IMG_1.jpg"):
    return SimpleUploadedFile(name, files.picture(), "image/jpeg")


def upload(desk, call, **sent):
    return desk.post(f"/b/ours/inquiries/{call.pk}/files/add/", sent, headers=FRAGMENT)


def test_files_and_a_photo_from_the_camera_are_kept(desk, call):
    answer = upload(desk, call, uploads=[photo("a.jpg"), photo("b.jpg")], photo=photo("c.jpg"))

    assert answer.status_code == 204, text(answer)
    assert "inquiry-changed" in json.loads(answer["HX-Trigger"])
    assert sorted(call.files.values_list("name", flat=True)) == ["a.jpg", "b.jpg", "c.jpg"]


def test_the_form_offers_the_camera(desk, call):
    page = text(desk.get(f"/b/ours/inquiries/{call.pk}/files/add/", headers=FRAGMENT))

    assert 'accept="image/*"' in page
    assert "capture" in page


def test_nothing_chosen_is_asked_for(desk, call):
    assert upload(desk, call).status_code == 422


def test_a_bad_file_is_named_while_the_good_one_is_kept(desk, call):
    answer = upload(desk, call, uploads=[photo(), SimpleUploadedFile("b.html", b"<html>")])

    assert answer.status_code == 422
    assert "b.html:" in text(answer)
    assert call.files.count() == 1


def test_a_file_is_seen_opened_removed_and_brought_back(desk, call):
    upload(desk, call, uploads=[photo()])
    file = call.files.get()
    url = f"/b/ours/inquiries/files/{file.pk}/"

    assert f"{url}thumbnail/" in text(desk.get(f"/b/ours/inquiries/{call.pk}/around/"))
    assert desk.get(f"{url}thumbnail/")["Content-Type"] == "image/jpeg"
    assert f"{url}download/" in text(desk.get(url))
    answer = desk.get(f"{url}download/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.getvalue().startswith(b"\xff\xd8")
    undo_url = json.loads(desk.post(f"{url}remove/", headers=FRAGMENT)["HX-Trigger"])["toast"]["undo_url"]
    assert desk.get(f"{url}download/").status_code == 404
    desk.post(undo_url, headers=FRAGMENT)
    assert desk.get(url).status_code == 200


def test_who_does_not_see_the_inquiry_does_not_see_its_files(desk, world, call):
    upload(desk, call, uploads=[photo()])
    desk.force_login(make.staff(world.ours, role="technician").user)

    for page in ("", "download/", "thumbnail/"):
        assert desk.get(f"/b/ours/inquiries/files/{call.files.get().pk}/{page}").status_code == 404


def test_files_chosen_while_opening_are_kept_and_what_cannot_be_is_said(desk, world):
    sent = {
        "type": world.ours.inquiry_types.filter(kind="message").first().pk, "details": "The tap drips",
        "staff": [world.staff.pk], "channel": "phone", "customer": world.customer.pk,
        "uploads": [photo(), SimpleUploadedFile("b.html", b"<html>")], "photo": photo("IMG_2.jpg"),
    }  # fmt: skip

    answer = desk.post("/b/ours/inquiries/message/add/", sent, headers=FRAGMENT)

    assert answer.status_code == 204, text(answer)
    assert sorted(world.ours.inquiries.get().files.values_list("name", flat=True)) == [
        "IMG_1.jpg",
        "IMG_2.jpg",
    ]
    assert "b.html" in json.loads(answer["HX-Trigger"])["toast"]["message"]
