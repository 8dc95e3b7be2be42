from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.calendar import ics_reading, ics_turns
from tests.make.calendar import ZONE, at

PLACES = [up / "shared/data/ics" for up in Path(__file__).resolve().parents[2:]]
FILES = sorted(path for place in PLACES for path in place.glob("*.ics"))
NOW = at("2026-11-22 08:00")


def read(*events, before=""):
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    content = f"BEGIN:VCALENDAR\r\n{before}{body}END:VCALENDAR\r\n".encode()
    return ics_reading.read(content, zone=ZONE, now=NOW)


def starts(*events, before=""):
    (found, *_others) = read(*events, before=before).events
    return [f"{turn.starts_at.astimezone(ZONE):%d/%m %H:%M}" for turn in found.turns]


def test_times_of_zones_floating_and_whole_days():
    assert starts("UID:1\r\nDTSTART:20261122T100000Z") == ["22/11 12:00"]
    assert starts("UID:1\r\nDTSTART:20261122T100000") == ["22/11 10:00"]
    assert starts("UID:1\r\nDTSTART;TZID=Europe/Berlin:20261122T100000") == ["22/11 11:00"]
    assert starts("UID:1\r\nDTSTART;TZID=/x.org/1/Europe/Berlin:20261122T100000") == ["22/11 11:00"]
    assert starts("UID:1\r\nDTSTART;TZID=Nowhere:20261122T100000") == ["22/11 10:00"]
    assert starts("UID:1\r\nDTSTART;VALUE=DATE:20261122") == ["22/11 00:00"]


def test_a_definition_of_ones_own_gives_its_offset():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0500\r\n"
        "TZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )

    assert starts("UID:1\r\nDTSTART;TZID=Mine:20261122T100000", before=zone) == ["22/11 07:00"]


def test_ends_durations_and_none():
    for line, length in (
        ("DTEND:20261122T120000Z", timedelta(hours=2)), ("DURATION:PT30M", timedelta(minutes=30)),
        ("X-NONE:1", timedelta(hours=1)), ("DTEND:20261121T120000Z", timedelta(hours=1)),
    ):  # fmt: skip
        (event,) = read(f"UID:1\r\nDTSTART:20261122T100000Z\r\n{line}").events
        assert event.turns[0].ends_at - event.turns[0].starts_at == length


def test_a_recurring_event_becomes_its_turns():
    event = (
        "UID:1\r\nDTSTART;TZID=Asia/Jerusalem:20261122T180000\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n"
        "EXDATE;TZID=Asia/Jerusalem:20261129T180000\r\nRDATE;TZID=Asia/Jerusalem:20261201T180000"
    )
    changed = "UID:1\r\nRECURRENCE-ID;TZID=Asia/Jerusalem:20261206T180000\r\nDTSTART;TZID=Asia/Jerusalem:20261207T090000"

    found = read(event, changed)

    assert starts(event, changed) == ["22/11 18:00", "01/12 18:00", "13/12 18:00"]
    assert [turn.original_starts_at for turn in found.events[1].turns] == [
        at("2026-12-06 18:00").astimezone(UTC)
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
    ],
)
def test_huge_and_empty_rules_are_bounded(rule):
    (event,) = read(f"UID:1\r\nDTSTART:20200101T100000Z\r\nRRULE:{rule}").events

    assert 1 <= len(event.turns) <= ics_turns.MOST


@pytest.mark.parametrize(
    ("event", "count"),
    [
        ("UID:1\r\nSUMMARY:No start", 1), ("UID:1\r\nDTSTART:yesterday", 1), ("UID:1\r\nDTSTART:99990101T000000Z", 1),
        ("UID:1\r\nDTSTART:20261122T100000Z\r\nRRULE:FREQ=SECONDLY", 1),
        ("UID:1\r\nDTSTART:20261122T100000Z\r\nDURATION:P999999999D", 1),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_hinders_no_other(event, count):
    found = read(event, "UID:2\r\nDTSTART:20261122T100000Z")

    assert ([row for row, _reason in found.problems], len(found.events)) == ([1] * count, 1)


def test_tasks_are_told_as_skipped_and_several_calendars_are_read():
    todo = "BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n"
    one = f"BEGIN:VCALENDAR\r\n{todo}BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261122T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

    found = ics_reading.read((one + one).encode(), zone=ZONE, now=NOW)

    assert (found.count, len(found.events), [row for row, _reason in found.problems]) == (4, 2, [1, 3])


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x00\xff\xfe", b"PK\x03\x04", b"x" * (ics_reading.LARGEST + 1)]
)
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(ics_reading.Unreadable):
        ics_reading.read(content, zone=ZONE, now=NOW)


@pytest.mark.skipif(not FILES, reason="the shared folder with real calendars is not beside the repository")
def test_real_calendars_are_read_or_refused_with_a_sentence():
    taken = 0
    for path in FILES:
        try:
            found = ics_reading.read(path.read_bytes(), zone=ZONE, now=NOW)
        except ics_reading.Unreadable:
            continue
        taken += len(found.events)
        assert len(found.events) + len(found.problems) == found.count, path.name

    assert taken > len(FILES) // 2


def test_one_file_brings_a_bounded_number_of_turns():
    found = read(*[f"UID:{number}\r\nDTSTART:20260101T100000Z\r\nRRULE:FREQ=DAILY" for number in range(100)])

    assert sum(len(event.turns) for event in found.events) < 21_000
    assert len(found.events) + len(found.problems) == 100


LINES = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTODO", "END:VTODO", "BEGIN:VALARM", "END:VALARM", "UID:1", "UID:", "SUMMARY:א\\,ב",
     "DTSTART:20261122T100000Z", "DTSTART;VALUE=DATE:20261122", "DTSTART;TZID=X:20261122T100000", "DTSTART:", "DTEND:2026",
     "DURATION:-P1D", "RRULE:FREQ=DAILY", "RRULE:FREQ=", "RRULE:COUNT=5", "RDATE;VALUE=PERIOD:20261122T100000Z/PT1H",
     "RDATE:", "EXDATE:20261122T100000Z,20261123", "RECURRENCE-ID:20261122T100000Z", "END:VCALENDAR", "BEGIN:VTIMEZONE",
     "TZID:X", "END:VTIMEZONE", " folded", ":", ";;;", "X"]
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=14))
def test_no_file_breaks_the_reader(lines):
    content = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT"]).encode(
        "utf-8", "replace"
    )

    found = ics_reading.read(content, zone=ZONE, now=NOW)

    assert len(found.events) + len(found.problems) == found.count
