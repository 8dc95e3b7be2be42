from datetime import timedelta

import pytest
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.customers import adding, erasing, noting, tagging, unimporting
from kesher.customers.kinds import Kind
from kesher.customers.models import Import, ImportState
from tests.make.imports import import_of, imported

TEXT = "name,email,phone,town,tags,notes\nNoa Cohen,noa@example.com,050-2345678,Haifa,VIP,Hello\nDan Levi,dan@example.com,,,,\n"
CHANGED = (
    "name,email,job title,town,phone,notes,tags\nNoa Cohen,noa@example.com,Chef,Lod,03-5012345,More,New\n"
)


def undone(run, by, later=timedelta(minutes=1)):
    now = timezone.now() + later
    with acting_for(run.business):
        run = unimporting.undo(Import.objects.across_businesses().get(pk=run.pk), by=by, now=now)
        return unimporting.carry_on(run, now=now)


def names(business):
    with acting_for(business):
        return sorted(business.customers.filter(email__contains="@").values_list("full_name", flat=True))


def noa(business):
    return business.customers.get(email="noa@example.com")


def test_people_it_created_go_with_all_that_it_added(world):
    run = undone(imported(world.ours, TEXT, by=world.staff), world.staff)

    assert (run.state, names(world.ours)) == (ImportState.UNDONE, [])
    with acting_for(world.ours):
        assert (world.ours.addresses.count(), world.ours.customer_notes.count()) == (0, 0)


def test_who_was_only_known_again_by_another_import_goes_all_the_same(world):
    first, again = [imported(world.ours, TEXT, by=world.staff) for _time in range(2)]

    undone(again, world.staff)
    assert names(world.ours) == ["Dan Levi", "Noa Cohen"]
    undone(first, world.staff)
    assert names(world.ours) == []


def test_person_somebody_worked_on_stays_and_is_named(world):
    run = imported(world.ours, TEXT, by=world.staff)
    with acting_for(world.ours):
        noting.add(noa(world.ours), text="Called", by=world.staff, now=timezone.now())
        assert unimporting.ahead(run) == unimporting.Ahead(removed=1, restored=0, kept=1)

    run = undone(run, world.staff)

    assert names(world.ours) == ["Noa Cohen"]
    with acting_for(world.ours):
        assert [row.customer.full_name for row in run.rows.filter(outcome="kept")] == ["Noa Cohen"]


def test_person_that_others_rest_upon_stays(world):
    run = imported(world.ours, TEXT, by=world.staff)
    with acting_for(world.ours):
        adding.change(world.customer, payer=noa(world.ours), by=world.staff, now=timezone.now())

    undone(run, world.staff)

    assert names(world.ours) == ["Noa Cohen"]


def test_person_it_updated_is_as_before(world):
    imported(world.ours, TEXT, by=world.staff)
    undone(imported(world.ours, CHANGED, by=world.staff), world.staff)

    with acting_for(world.ours):
        person = noa(world.ours)
        assert (person.job_title, person.phone, list(person.numbers.all())) == ("", "+972502345678", [])
        assert [one.town for one in person.addresses.all()] == ["Haifa"]
        assert [note.text for note in person.notes.all()] == ["Hello"]
        assert [tag.name for tag in person.tags.all()] == ["VIP"]
        assert "972502345678" in person.search_text


def test_value_that_changed_since_stays(world):
    imported(world.ours, TEXT, by=world.staff)
    run = imported(world.ours, CHANGED, by=world.staff)
    with acting_for(world.ours):
        adding.change(noa(world.ours), job_title="Baker", by=world.staff, now=timezone.now())
        tagging.untag(
            noa(world.ours), tags=world.ours.tags.filter(name="VIP"), by=world.staff, now=timezone.now()
        )

    undone(run, world.staff)

    with acting_for(world.ours):
        assert noa(world.ours).job_title == "Baker"
        assert [tag.name for tag in noa(world.ours).tags.all()] == ["New"]


def test_undoing_goes_on_where_it_stopped(world, monkeypatch):
    monkeypatch.setattr(unimporting.rehearsing, "BATCH", 1)
    run = imported(world.ours, TEXT, by=world.staff)
    with acting_for(world.ours):
        half = unimporting.take_back(
            unimporting.undo(run, by=world.staff, now=timezone.now()), now=timezone.now()
        )
        assert (half.state, names(world.ours)) == (ImportState.UNDOING, ["Noa Cohen"])

        assert unimporting.carry_on(half, now=timezone.now()).state == ImportState.UNDONE
    assert names(world.ours) == []


def test_log_says_of_each_person_that_it_was_undone(world):
    undone(imported(world.ours, TEXT, by=world.staff), world.staff)

    found = (
        Entry.objects.of(world.ours).filter(kind=Kind.IMPORT_UNDONE).values_list("subject_kind", "actor_id")
    )
    assert sorted(found) == [("customers.customer", world.staff.pk)] * 2 + [
        ("customers.import", world.staff.pk)
    ]


def test_only_an_import_that_ended_can_be_undone(world):
    run = import_of(world.ours, TEXT)
    with acting_for(world.ours), pytest.raises(Refused) as refused:
        unimporting.undo(run, by=world.staff, now=timezone.now())

    assert [problem.code for problem in refused.value.problems] == ["import-open"]


def test_after_thirty_days_everything_but_counts_is_forgotten(world, django_capture_on_commit_callbacks):
    run = imported(world.ours, TEXT, by=world.staff)
    name, storage = run.content.name, run.content.storage
    with acting_for(world.ours), django_capture_on_commit_callbacks(execute=True):
        unimporting.forget_old(world.ours, now=timezone.now() + timedelta(days=31))
        run = world.ours.imports.get()

        assert (run.created_count, run.options, run.rows.count()) == (2, {}, 0)
        assert [one.code for one in unimporting.problems(run, now=timezone.now())] == ["import-old"]
    assert not storage.exists(name)


def test_file_never_brought_in_is_forgotten_after_two_days(world):
    import_of(world.ours, TEXT)
    with acting_for(world.ours):
        unimporting.forget_old(world.ours, now=timezone.now() + timedelta(days=1))
        assert world.ours.imports.count() == 1

        unimporting.forget_old(world.ours, now=timezone.now() + timedelta(days=3))
        assert world.ours.imports.count() == 0


def test_a_person_who_was_erased_meanwhile_stays_so(world):
    imported(world.ours, TEXT, by=world.staff)
    run = imported(world.ours, CHANGED, by=world.staff)
    with acting_for(world.ours):
        person = noa(world.ours)
        erasing.erase(person, by=world.staff, now=timezone.now())

    assert undone(run, world.staff).state == ImportState.UNDONE
    with acting_for(world.ours):
        assert person.fresh().email == ""
