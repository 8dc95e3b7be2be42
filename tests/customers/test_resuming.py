import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kesher.activity.models import Entry
from kesher.core.jobs import working
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import importing, resuming, unimporting
from kesher.customers.models import ImportState
from tests.make.imports import import_of, imported

NOW = timezone.now()


@pytest.fixture
def run(world):
    """Handed to the worker."""
    made = import_of(world.ours, by=world.staff)
    with acting_for(world.ours):
        yield importing.start(made, by=world.staff, now=NOW)


def give_up():
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=NOW)


def has_stopped(run):
    return resuming.stopped(run.business, [run.fresh()]) == {run.pk}


def test_an_import_stops_when_its_work_is_given_up(run):
    assert not has_stopped(run)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert not has_stopped(run)

    give_up()

    assert has_stopped(run)


def test_an_import_of_the_command_line_has_no_job_and_is_not_asked_about(world):
    made = import_of(world.ours)
    with acting_for(world.ours):
        begun = importing.begin(made, by=None, now=NOW)

        assert not has_stopped(begun)


def test_a_stopped_import_goes_on_with_the_next_row(run, world):
    people = world.ours.customers.count()
    give_up()

    resuming.resume(run, by=world.staff, now=NOW)
    assert not has_stopped(run)
    working.drain()

    assert run.fresh().state == ImportState.DONE
    assert world.ours.customers.count() == people + 1
    kinds = Entry.objects.of(world.ours).filter(kind__startswith="import.").values_list("kind", flat=True)
    assert "import.resumed" in kinds


def test_an_import_that_is_under_way_is_not_started_twice(run, world):
    with pytest.raises(Refused, match="import-goes-on"):
        resuming.resume(run, by=world.staff, now=NOW)


def test_undoing_that_stopped_goes_on_too(world):
    made = imported(world.ours, by=world.staff, now=NOW)
    with acting_for(world.ours):
        unimporting.undo(made, by=world.staff, now=NOW)
        give_up()

        resuming.resume(made, by=world.staff, now=NOW)
        working.drain()

        assert made.fresh().state == ImportState.UNDONE
