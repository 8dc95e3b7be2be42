"""`kesher import-customers`, and the real exports that it must read."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kesher.core.owning import acting_for
from tests import make

SHARED = Path(__file__).resolve().parents[3] / "shared/data"
REAL = sorted([*SHARED.glob("csv_formats/*"), *SHARED.glob("vcard/*")])
TEXT = "first name,last name,phone\nNoa,Cohen,050-2345678\n,,\nDan,Levi,x\n,Only,\n"


def brought(capsys, path, *options, business="ours"):
    call_command("import_customers", str(path), "--business", business, "--language", "en", *options)
    return capsys.readouterr().out


def written(tmp_path, text=TEXT):
    path = tmp_path / "people.csv"
    path.write_text(text)
    return path


def people(world):
    with acting_for(world.ours):
        return world.ours.customers.count()


def test_json_says_what_happened(world, capsys, tmp_path):
    assert json.loads(brought(capsys, written(tmp_path), "--json")) == {
        "read": 3, "created": 3, "updated": 0, "skipped": 0,
        "problems": [{"row": 4, "reason": "“x” is no telephone number."}],
    }  # fmt: skip
    assert people(world) == 4


def test_dry_run_counts_the_same_and_writes_nothing(world, capsys, tmp_path):
    path = written(tmp_path)
    rehearsed = brought(capsys, path, "--json", "--dry-run")

    with acting_for(world.ours):
        assert (world.ours.customers.count(), world.ours.imports.count()) == (1, 0)
    assert rehearsed == brought(capsys, path, "--json")


def test_summary_is_for_people(world, capsys, tmp_path):
    assert brought(capsys, written(tmp_path)).splitlines() == [
        "Rows read: 3. Created: 3, updated: 0, skipped: 0.",
        "Row 4: “x” is no telephone number.",
    ]


@pytest.mark.parametrize(
    ("content", "business"),
    [(b"", "ours"), (b"%PDF-1", "ours"), (b"hello\nworld\n", "ours"), (TEXT.encode(), "nowhere")],
)
def test_what_cannot_be_brought_in_is_one_sentence(world, capsys, tmp_path, content, business):
    path = tmp_path / "x.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError) as error:
        brought(capsys, path, business=business)
    assert "\n" not in str(error.value)
    assert people(world) == 1


def test_file_that_is_not_there_is_one_sentence(world, capsys):
    with pytest.raises(CommandError, match="cannot be opened"):
        brought(capsys, "/nowhere/people.csv")


def test_nothing_is_written_after_the_last_day_of_the_code(world, capsys, tmp_path):
    path = written(tmp_path)
    with acting_for(world.ours):
        world.ours.activations.update(expires_on=date(2020, 1, 1))

    with pytest.raises(CommandError, match=r"^The activation code of the business ours has expired: .*\.$"):
        brought(capsys, path)
    assert json.loads(brought(capsys, path, "--json", "--dry-run"))["created"] == 3
    assert people(world) == 1


def test_a_business_is_filled_before_its_code_is_entered(world, capsys, tmp_path):
    make.business(slug="unopened", is_active=False)

    assert json.loads(brought(capsys, written(tmp_path), "--json", business="unopened"))["created"] == 3


@pytest.mark.skipif(not REAL, reason="the shared folder with real exports is not beside the repository")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_exports_are_brought_in_once(world, capsys, path):
    first = json.loads(brought(capsys, path, "--json"))
    second = json.loads(brought(capsys, path, "--json"))

    assert first["created"] == first["read"] > 0
    assert (second["created"], second["updated"], second["skipped"]) == (0, 0, first["read"])


def test_leads_of_a_file_begin_at_the_first_stage(world, capsys, tmp_path):
    brought(capsys, written(tmp_path), "--role", "lead")

    with acting_for(world.ours):
        assert world.ours.customers.get(first_name="Dan").stage == world.ours.stages.first()
