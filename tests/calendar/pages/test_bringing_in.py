"""An .ics file on the page: first what it would do, then all or nothing."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kesher.core.owning import acting_for
from tests import make
from tests.calendar.test_bringing_in import FILE

URL = "/b/ours/diary/import/"
HTMX = {"HTTP_HX_REQUEST": "true"}
FILES = sorted(
    path for up in Path(__file__).resolve().parents[3:] for path in (up / "shared/data/ics").glob("*.ics")
)


def send(desk, content=FILE, **more):
    return desk.post(URL, {"file": SimpleUploadedFile("a.ics", content), **more}, **HTMX)


def seal_of(answer):
    return answer.text.split('name="seal" value="')[1].split('"')[0]


def count(world):
    with acting_for(world.ours):
        return world.ours.meetings.standing().count()


def test_the_page_asks_for_a_file(desk):
    assert 'type="file"' in desk.get(URL).text


def test_a_series_with_a_moved_turn_counts_as_the_one_line_that_it_is(desk):
    series = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
        b"BEGIN:VEVENT\r\nUID:s1\r\nSUMMARY:weekly\r\nDTSTART:20301018T090000Z\r\nDTEND:20301018T100000Z\r\n"
        b"RRULE:FREQ=WEEKLY;COUNT=4\r\nEND:VEVENT\r\n"
        b"BEGIN:VEVENT\r\nUID:s1\r\nRECURRENCE-ID:20301025T090000Z\r\nSUMMARY:moved\r\n"
        b"DTSTART:20301025T110000Z\r\nDTEND:20301025T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )

    figures = re.findall(r'figure-value">(\d+)<', send(desk, series).text)

    assert figures == ["1", "0", "0"]


def test_what_would_happen_is_shown_and_nothing_written(world, desk):
    answer = send(desk)

    assert (answer.status_code, "Offer" in answer.text, count(world)) == (200, True, 0)


def test_an_event_that_recurs_says_how_and_how_often_it_comes(desk):
    answer = send(desk, FILE.replace(b"COUNT=3", b"COUNT=5\r\nEXDATE:20261129T100000Z"))

    assert re.search(r"כל שבוע, 5 פעמים · [^<]*\b4\b", answer.text)


def test_the_same_file_with_its_seal_is_brought_in_and_can_be_undone(world, desk):
    answer = send(desk, seal=seal_of(send(desk)))

    assert (answer.status_code, answer["HX-Redirect"], count(world)) == (
        204,
        "/b/ours/diary/?day=2026-11-22",
        4,
    )
    desk.post(desk.session["toast"]["undo_url"], **HTMX)
    assert count(world) == 0


def test_another_file_under_the_seal_is_shown_first(world, desk):
    answer = send(desk, FILE.replace(b"Offer", b"Other"), seal=seal_of(send(desk)))

    assert (answer.status_code, count(world)) == (200, 0)


def test_a_second_time_there_is_nothing_new(world, desk):
    send(desk, seal=seal_of(send(desk)))

    assert "data-bring-in" not in send(desk).text


@pytest.mark.parametrize(
    "content",
    [
        b"", b"hello", b"\x00\xff" * 50, FILE[:70], b"BEGIN:VCALENDAR", b"x" * 5_000_001, FILE.decode().encode("utf-16"),
        FILE.replace(b"COUNT=3", b"COUNT=9999999999"), FILE.replace(b";COUNT=3", b""), FILE.replace(b"WEEKLY", b"SECONDLY"),
        FILE.replace(b"DTSTART:", b"RDATE:"), FILE.replace(b"2026", b"9999"),
    ],
)  # fmt: skip
def test_whatever_the_file_is_it_is_answered_with_a_sentence(desk, content):
    answer = send(desk, content)

    assert answer.status_code in {200, 422}
    assert answer.status_code == 200 or "field-error" in answer.text


@pytest.mark.skipif(not FILES, reason="the shared folder with real calendars is not beside the repository")
def test_real_calendars_come_in_once(world, desk):
    """Each at once again: other files may hold the same events, changed."""
    twice = []
    for path in FILES:
        answer = send(desk, path.read_bytes())
        if 'name="seal"' in answer.text:
            send(desk, path.read_bytes(), seal=seal_of(answer))
        if "data-bring-in" in send(desk, path.read_bytes()).text:
            twice.append(path.name)

    assert (twice, count(world) > len(FILES) // 2) == ([], True)


def test_others_diaries_are_not_offered_without_the_right(world, client):
    dana = make.staff(world.ours, permissions=["diary.view", "diary.edit"])
    client.force_login(dana.user)
    send(client, seal=seal_of(send(client, staff=world.staff.pk)), staff=world.staff.pk)

    with acting_for(world.ours):
        assert {one.organiser_id for one in world.ours.meetings.all()} == {dana.pk}


@pytest.mark.parametrize(
    "query",
    ["", "?made_at=x&staff=1", "?made_at=2026-11-22T10:00:00&staff=1", "?made_at=2026-99-22T10:00:00Z"],
)
def test_undoing_without_a_run_is_not_found(desk, query):
    assert desk.post(f"{URL}undo/{query}", **HTMX).status_code == 404
