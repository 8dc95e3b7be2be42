from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import adding, archiving, merging, searching, unmerging
from kesher.customers.kinds import Kind
from tests import make

NOW = timezone.make_aware(datetime(2026, 11, 22, 10))
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def ours(world):
    with acting_for(world.ours), translation.override("en"):
        yield


@pytest.fixture
def dana(world):
    return make.customer(world.ours, first_name="Dana", last_name="Levi", phone="050-2345678")


@pytest.fixture
def twin(world):
    made = make.customer(
        world.ours, first_name="Dana", last_name="Levy", phone="054-1112223", job_title="Coach"
    )
    made.number = 98765
    made.save()
    searching.renew(made)
    return made


@pytest.fixture
def made(world, dana, twin):
    world.ours.customer_notes.create(customer=twin, text="of the twin", created_at=NOW)
    return merging.merge(dana, twin, choices={"last_name": "merged"}, by=world.staff, now=NOW)


def test_undo_parts_the_two_again(world, dana, twin, made):
    assert unmerging.undo(made, by=world.staff, now=LATER) == 0

    assert (dana.fresh().full_name, twin.fresh().merged_into) == ("Dana Levi", None)
    assert twin.notes.count() == 1
    people = world.ours.customers.current()
    assert list(searching.found(people, str(twin.number), by=world.staff)) == [twin]
    assert Entry.objects.about(dana).newest_first().first().kind == Kind.MERGE_UNDONE


def test_what_changed_since_stays_and_is_counted(world, dana, twin, made):
    adding.change(dana, by=world.staff, now=NOW, job_title="Owner")
    twins_note = dana.notes.get()
    twins_note.delete()
    world.ours.customer_notes.create(customer=dana, text="written since", created_at=NOW)

    missed = unmerging.undo(made, by=world.staff, now=LATER)

    assert missed == 2
    assert dana.fresh().job_title == "Owner"
    assert [note.text for note in dana.notes.all()] == ["written since"]


def test_undo_happens_once(world, made):
    unmerging.undo(made, by=world.staff, now=LATER)

    with pytest.raises(Refused, match="merge-undone"):
        unmerging.undo(made.fresh(), by=world.staff, now=LATER)


def test_undo_is_open_for_thirty_days(world, made):
    with pytest.raises(Refused, match="merge-old"):
        unmerging.undo(made, by=world.staff, now=NOW + timedelta(days=31))


def test_undo_waits_until_the_survivor_is_back(world, dana, made):
    archiving.archive(dana, by=world.staff, now=NOW)

    with pytest.raises(Refused, match="person-archived"):
        unmerging.undo(made, by=world.staff, now=LATER)


def test_after_thirty_days_the_package_is_thrown_away(world, made):
    assert unmerging.forget(world.ours.merges.all(), now=LATER) == 0
    assert unmerging.forget(world.ours.merges.all(), now=NOW + timedelta(days=31)) == 1
    assert made.fresh().undo == {}


def test_merges_that_can_be_undone_are_told_for_thirty_days(world, dana, made):
    assert unmerging.open_of(dana, by=world.staff, now=LATER) == [made]
    assert unmerging.open_of(dana, by=world.staff, now=NOW + timedelta(days=31)) == []


def test_a_merge_with_somebody_of_another_branch_is_not_told(world, dana, twin, made):
    limited = make.staff(world.ours, branches=[make.branch(world.ours)])
    twin.branch = make.branch(world.ours)
    twin.save(update_fields=["branch"])

    assert unmerging.open_of(dana, by=limited, now=LATER) == []
