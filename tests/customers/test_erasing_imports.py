"""What imports keep of somebody who is erased."""

import pytest
from django.core.files.storage import default_storage
from django.utils import translation

from kesher.core.owning import acting_for
from tests.customers.test_erasing import erase
from tests.make.imports import imported


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


def test_the_files_of_imports_that_brought_the_person_go_after_the_commit(
    world, django_capture_on_commit_callbacks
):
    run = imported(world.ours, "first name,email\nAvital,avital@secret.example\n", by=world.staff)
    other = imported(world.ours, "first name,email\nNoa,noa@example.com\n", by=world.staff)
    name, kept = run.content.name, other.content.name
    person = world.ours.customers.get(email="avital@secret.example")

    with django_capture_on_commit_callbacks(execute=True):
        erase(world, person)
        assert default_storage.exists(name)

    run, other = run.fresh(), other.fresh()
    assert (default_storage.exists(name), default_storage.exists(kept)) == (False, True)
    assert (run.content.name, run.options["samples"], run.columns) == (
        "",
        [[], []],
        {"0": "first_name", "1": "email"},
    )
    assert other.options["samples"] == [["Noa"], ["noa@example.com"]]


def test_what_an_import_said_of_somebody_known_already_goes_too(world):
    text = "first name,email,town\nAvital,avital@secret.example,Nowhere\n"
    runs = [imported(world.ours, text, by=world.staff) for _time in range(2)]
    person = world.ours.customers.get(email="avital@secret.example")

    erase(world, person)

    assert [run.fresh().content.name for run in runs] == ["", ""]
    assert [row.content for row in runs[1].rows.all()] == [[]]


def test_an_import_under_way_keeps_its_file(world, django_capture_on_commit_callbacks):
    run = imported(world.ours, "first name,email\nAvital,avital@secret.example\n", by=world.staff)
    world.ours.imports.filter(pk=run.pk).update(state="running", finished_at=None)

    with django_capture_on_commit_callbacks(execute=True):
        erase(world, world.ours.customers.get(email="avital@secret.example"))

    assert default_storage.exists(run.content.name)
    assert run.fresh().options["samples"] == [["Avital"], ["avital@secret.example"]]
