import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kesher.calendar import bringing_in
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from tests import make
from tests.make.calendar import at

NOW = at("2026-11-22 08:00")
FILE = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Offer\r\nDTSTART:20261122T100000Z\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Weekly\r\nDTSTART:20261122T100000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\n"
    b"BEGIN:VTODO\r\nUID:3\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours):
        yield world.ours


def bring(world, content=FILE, **options):
    found = bringing_in.bring_in(
        world.ours, content, **{"staff": world.staff, "by": world.staff, "now": NOW, **options}
    )
    return found.read, found.created, found.updated, found.skipped


def test_events_land_in_the_diary_once(world):
    assert bring(world) == (3, 2, 0, 1)
    assert bring(world) == (3, 0, 0, 3)
    assert world.ours.meetings.count() == world.ours.participants.count() == 4


def test_what_differs_is_updated(world):
    bring(world)

    assert bring(world, FILE.replace(b"SUMMARY:Offer", b"SUMMARY:Contract")) == (3, 0, 1, 2)
    assert world.ours.meetings.filter(subject="Contract").count() == 1


def test_a_rehearsal_writes_nothing(world):
    assert bring(world, is_rehearsal=True) == (3, 2, 0, 1)
    assert world.ours.meetings.count() == 0


def test_undoing_takes_away_what_the_run_made(world):
    bring(world)

    assert bringing_in.undo(world.ours, made_at=NOW, staff=world.staff, by=world.staff, now=NOW) == 4
    assert world.ours.meetings.standing().count() == 0
    assert bring(world) == (3, 0, 2, 1)


def test_others_diaries_take_the_further_right(world):
    dana = make.staff(world.ours, role="technician")

    with pytest.raises(Refused, match="not-yours"):
        bring(world, by=dana)


def test_a_file_that_is_no_calendar_is_refused(world):
    with pytest.raises(Refused, match="file-unreadable"):
        bring(world, b"hello")


def run(world, path, *options):
    out = StringIO()
    name = world.staff.user.username
    call_command(
        "import_calendar", str(path), "--business", "ours", "--staff", name, "--json", *options, stdout=out
    )
    return json.loads(out.getvalue())


def test_the_command_tells_counts_and_problems(world, tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(FILE)

    assert run(world, path, "--dry-run")["created"] == 2
    told = run(world, path)
    assert {name: told[name] for name in ("read", "created", "updated", "skipped")} == {
        "read": 3, "created": 2, "updated": 0, "skipped": 1,
    }  # fmt: skip
    assert [problem["row"] for problem in told["problems"]] == [3]


def test_the_command_says_in_a_line_what_is_wrong(world, tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(b"hello")

    with pytest.raises(CommandError):
        run(world, path)
    with pytest.raises(CommandError):
        call_command("import_calendar", str(path), "--business", "ours", "--staff", "nobody")


def test_the_command_writes_nothing_into_a_module_that_has_lapsed(world, tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(FILE)
    with acting_for(world.ours):
        world.ours.activations.update(expires_on=date(2020, 1, 1))

    assert run(world, path, "--dry-run")["created"] == 2
    with pytest.raises(CommandError, match="פג"):
        run(world, path)


def test_what_an_undone_run_had_made_reminds_nobody(world):
    bring(world)
    make.reminder(world.ours.meetings.first(), world.staff, at=NOW)

    bringing_in.undo(world.ours, made_at=NOW, staff=world.staff, by=world.staff, now=NOW)

    assert world.ours.reminder_copies.due(NOW).count() == 0


@pytest.mark.parametrize(("is_rehearsal", "depth"), [(False, 1), (True, 0)])
def test_nothing_is_held_while_the_file_is_read_nor_by_a_rehearsal(world, monkeypatch, is_rehearsal, depth):
    outside, held = len(connection.atomic_blocks), []

    def watched(name):
        real = getattr(bringing_in, name)
        monkeypatch.setattr(
            bringing_in,
            name,
            lambda *args, **given: (
                held.append(len(connection.atomic_blocks) - outside),
                real(*args, **given),
            )[1],
        )

    watched("read")
    watched("known_rows")
    bring(world, is_rehearsal=is_rehearsal)

    assert held == [0, depth]
