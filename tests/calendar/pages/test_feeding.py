"""The address of the diary for other programs."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from icalendar import Calendar

from kesher.calendar import feeding
from kesher.core.owning import acting_for
from tests import make

PAGE = "/b/ours/diary/address/"


@pytest.fixture
def url(desk):
    """The path of the address, as the page shows it once."""
    desk.post(f"{PAGE}make/")
    text = desk.get(PAGE).text
    return urlsplit(text.split('data-copy="')[1].split('"')[0]).path


def kept(world):
    with acting_for(world.ours):
        return feeding.current(world.staff)


def test_the_address_is_shown_once(desk, url):
    assert url not in desk.get(PAGE).text


def test_it_gives_the_diary_without_signing_in(world, client, desk, url):
    make.meeting(world.ours, subject="Budget", starts_at=timezone.now(), by=world.staff)
    client.logout()

    answer = client.get(url)

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Budget"


def test_what_has_not_changed_is_not_sent_again(world, client, url):
    etag = client.get(url)["ETag"]

    again = client.get(url, HTTP_IF_NONE_MATCH=etag)
    make.meeting(world.ours, starts_at=timezone.now(), by=world.staff)
    other = client.get(url, HTTP_IF_NONE_MATCH=etag)

    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_a_wrong_secret_is_not_found(world, client, url):
    wrong = [
        f"/feeds/{world.ours.pk}/{'x' * 32}.ics",
        f"/feeds/{'9' * 30}/{'x' * 32}.ics",
        url.replace("/feeds/", "/feeds/9"),
    ]

    assert [client.get(one).status_code for one in wrong] == [404, 404, 404]


def test_a_renewed_or_ended_address_is_gone(client, desk, url):
    desk.post(f"{PAGE}make/")
    assert client.get(url).status_code == 404

    new = urlsplit(desk.get(PAGE).text.split('data-copy="')[1].split('"')[0]).path
    desk.post(f"{PAGE}end/")
    assert client.get(new).status_code == 404


def test_the_fetching_is_noted_once_an_hour(world, client, url):
    client.get(url)
    first = kept(world).fetched_at
    client.get(url)
    assert kept(world).fetched_at == first

    with acting_for(world.ours):
        world.ours.feeds.update(fetched_at=timezone.now() - timedelta(hours=2))
    client.get(url)
    assert kept(world).fetched_at > first - timedelta(minutes=1)


def test_customers_names_are_left_out_where_asked(world, client, desk):
    desk.post(f"{PAGE}make/", {"hides_names": "on"})

    assert kept(world).hides_names is True
