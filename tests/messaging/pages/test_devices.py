import pytest

from kesher.messaging import vapid
from tests import make

DEVICES = "/b/ours/notices/devices/"
HTMX = {"HX-Request": "true"}
GIVEN = {"endpoint": "https://fcm.googleapis.com/1", "p256dh": "key", "auth": "secret"}


def test_the_page_gives_the_public_key(desk):
    assert f'data-key="{vapid.public_key()}"' in desk.get(DEVICES).text


def test_subscribing_keeps_the_browser(world, desk):
    answer = desk.post(
        f"{DEVICES}subscribe/", GIVEN, headers={**HTMX, "User-Agent": "Firefox/140.0 (Android)"}
    )

    assert "devices-changed" in answer["HX-Trigger"]
    assert world.staff.devices.get().name in desk.get(DEVICES, headers=HTMX).text
    assert "Firefox" in world.staff.devices.get().name
    assert world.staff.devices.get().shows_details is False


@pytest.mark.parametrize("wrong", [{"endpoint": "https://elsewhere.example/1"}, {"auth": ""}])
def test_an_unfit_subscription_is_refused(world, desk, wrong):
    assert desk.post(f"{DEVICES}subscribe/", {**GIVEN, **wrong}, headers=HTMX).status_code == 422
    assert world.staff.devices.count() == 0


def test_removing_a_browser(world, desk):
    device = make.device(world.staff)

    assert desk.post(f"{DEVICES}{device.pk}/remove/").status_code == 303
    assert world.staff.devices.count() == 0


def test_the_worker_looks_after_all_pages(client):
    answer = client.get("/worker.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
