import pytest
from django.utils import timezone

from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.messaging import pushing, vapid
from tests import make

NOW = timezone.now()
ABOUT = {"label": "Call Noa back", "kind": "A reminder is due.", "path": "/b/ours/", "tag": "reminder-1"}
UNKNOWN = [
    "https://push.example.com/1",
    "http://fcm.googleapis.com/1",
    "https://fcm.googleapis.com.example.com/1",
    "",
    "x",
    "https://[",
]


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def subscribe(staff, service, **given):
    given = {"name": "Chrome", "shows_details": False, **given}
    return pushing.subscribe(staff, **{**service.subscription, **given}, now=NOW)


def test_a_message_is_encrypted_for_the_browser_and_says_only_what_kind_of_thing_waits(world, service):
    pushing.push(subscribe(world.staff, service), **ABOUT)

    [told] = service.messages
    assert (told["title"], told["line"], told["path"]) == ("ours", "A reminder is due.", "/b/ours/")
    assert service.headers[0]["Authorization"].startswith("vapid t=")
    assert vapid.public_key() in service.headers[0]["Authorization"]


def test_names_are_shown_where_the_person_asked_for_them(world, service):
    pushing.push(subscribe(world.staff, service, shows_details=True), **ABOUT)

    assert service.messages[0]["line"] == "Call Noa back"


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_removed(world, service, status):
    device = subscribe(world.staff, service)
    service.status = status

    pushing.push(device, **ABOUT)

    assert world.staff.devices.count() == 0


def test_any_other_failure_is_tried_again(world, service):
    device = subscribe(world.staff, service)
    service.status = 503

    with pytest.raises(pushing.PushFailed):
        pushing.push(device, **ABOUT)
    assert world.staff.devices.count() == 1


def test_a_service_that_does_not_answer_is_tried_again(world, settings):
    settings.PUSH_HOSTS = ["localhost"]
    point = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"
    device = make.device(
        world.staff, endpoint="http://localhost:9/1", p256dh=point, auth="tBHItJI5svbpez7KI4CCXg"
    )

    with pytest.raises(pushing.PushFailed):
        pushing.push(device, **ABOUT)


@pytest.mark.parametrize("endpoint", UNKNOWN)
def test_only_services_that_the_installation_knows_are_reached(world, endpoint):
    with pytest.raises(Refused, match="device-unfit"):
        pushing.subscribe(
            world.staff, endpoint=endpoint, p256dh="a", auth="b", name="", shows_details=False, now=NOW
        )


def test_services_of_the_browsers_makers_are_known(world):
    pushing.subscribe(
        world.staff, endpoint="https://updates.push.services.mozilla.com/1", p256dh="a", auth="b", name="",
        shows_details=False, now=NOW,
    )  # fmt: skip

    assert world.staff.devices.count() == 1


def test_a_service_that_is_no_longer_known_is_not_reached(world, service, settings):
    device = subscribe(world.staff, service)
    settings.PUSH_HOSTS = []

    pushing.push(device, **ABOUT)

    assert service.messages == []


def test_subscribing_again_renews_the_subscription(world, service):
    subscribe(world.staff, service)
    subscribe(world.staff, service, name="Firefox")

    assert world.staff.devices.get().name == "Firefox"


def test_a_browser_belongs_to_who_subscribed_it_last(world, service):
    subscribe(world.staff, service)

    subscribe(make.staff(world.ours), service)

    assert world.staff.devices.count() == 0
