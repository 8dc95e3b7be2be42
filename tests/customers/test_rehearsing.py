from django.utils import timezone

from kesher.core.jobs import working
from kesher.core.owning import acting_for
from kesher.customers import importing, rehearsing
from tests.make.imports import counts, import_of, imported

PEOPLE = "name,phone\nNoa Cohen,050-2345678\nDan Levi,050-2345678\nNoa Cohen,0502345678\n,,\nX,050-1234567\n"


def rehearsed(run, **options):
    with acting_for(run.business):
        return rehearsing.rehearse(run, now=timezone.now(), **options)


def test_rehearsal_says_what_the_import_does_and_writes_nothing(world):
    count = rehearsed(import_of(world.ours, PEOPLE))

    with acting_for(world.ours):
        assert world.ours.customers.count() == 1
    assert counts(imported(world.ours, PEOPLE)) == (count.read, count.created, count.updated, count.skipped)
    assert (count.read, count.created, count.skipped) == (4, 3, 1)


def test_what_was_wrong_is_told_though_the_row_lands(world):
    count = rehearsed(import_of(world.ours, PEOPLE))

    assert [row for row, _reason in count.problems] == [6]


def test_first_rows_can_be_seen(world):
    count = rehearsed(import_of(world.ours, PEOPLE), most=2, first=1)

    assert (count.read, len(count.first)) == (2, 1)


def test_totals_are_asked_for_once_and_kept(world):
    run = import_of(world.ours, PEOPLE, by=world.staff)
    with acting_for(world.ours):
        assert rehearsing.asked(run) is None
        assert rehearsing.asked(world.ours.imports.get()) is None
        assert working.drain() == 1

        assert rehearsing.asked(world.ours.imports.get())["created"] == 3


def test_totals_count_no_more_when_columns_change(world):
    run = import_of(world.ours, PEOPLE, by=world.staff)
    with acting_for(world.ours):
        rehearsing.foresee(run, now=timezone.now())
        run = importing.settle(world.ours.imports.get(), columns={0: "full_name"})

        assert "foreseen" not in run.options


def test_rehearsal_of_older_choices_is_not_kept(world):
    old = import_of(world.ours, PEOPLE, by=world.staff)
    with acting_for(world.ours):
        importing.settle(old, columns={0: "full_name"})
        rehearsing.foresee(old, now=timezone.now())

        assert "foreseen" not in world.ours.imports.get().options
