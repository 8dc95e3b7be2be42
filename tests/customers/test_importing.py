from io import BytesIO
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.db import DataError, connection
from django.utils import timezone

from kesher.activity.models import Entry
from kesher.core.jobs import working
from kesher.core.owning import acting_for
from kesher.core.refusals import Refused
from kesher.core.sheets import phone_labels, writing
from kesher.customers import import_sources, importing, noting, rehearsing, unimporting, writing_rows
from kesher.customers.kinds import Kind
from kesher.customers.models import Import, ImportState
from tests.make.imports import counts, import_of, imported, problems

VCARD = "BEGIN:VCARD\nVERSION:3.0\nN:Cohen;Noa\nTEL:050-2345678\nEND:VCARD\n"


def people(count, start=0):
    rows = "".join(f"N{i},C,n{i}@example.com\n" for i in range(start, start + count))
    return "first name,last name,email\n" + rows


def refusal(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return [problem.code for problem in refused.value.problems]


def emails(business):
    with acting_for(business):
        return sorted(business.customers.exclude(email="").values_list("email", flat=True))


def begun(run):
    with acting_for(run.business):
        return importing.begin(run, by=run.staff, now=timezone.now())


def carried_on(run):
    with acting_for(run.business):
        return importing.carry_on(run, now=timezone.now())


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (people(3).encode(), "a.csv"), (people(3).encode("utf-8-sig"), "a.csv"), (people(3).encode("utf-16"), "a.csv"),
        ("שם פרטי;נייד\nנועה;050-2345678\n".encode("cp1255"), "a.csv"), (VCARD.encode(), "a.vcf"),
    ],
)  # fmt: skip
def test_file_of_any_kind_is_brought_in(world, content, name):
    run = imported(world.ours, content, name=name, by=world.staff)

    assert (run.state, run.created_count) == (ImportState.DONE, run.rows_total)


def test_excel_is_brought_in(world):
    file = BytesIO()
    writing.write_excel(
        file, "x", [writing.Column("שם"), writing.Column("נייד")], [["נועה כהן", "0502345678"]], rtl=True
    )

    assert counts(imported(world.ours, file.getvalue(), name="a.xlsx")) == (1, 1, 0, 0)


def test_file_that_is_no_table_leaves_nothing_behind(world):
    with acting_for(world.ours):
        codes = refusal(
            importing.take,
            world.ours,
            name="a.pdf",
            content=ContentFile(b"%PDF-1.4"),
            by=None,
            now=timezone.now(),
        )

        assert (codes, world.ours.imports.count()) == (["file-unreadable"], 0)


def test_file_without_people_is_refused(world):
    assert refusal(import_of, world.ours, "colour,size\nred,3\n") == ["columns-unknown"]


def test_every_row_is_created_updated_or_skipped(world):
    imported(world.ours, people(3))
    run = imported(
        world.ours,
        "first name,last name,email,town\nN0,C,n0@example.com,Haifa\nN1,C,n1@example.com,\nX,Y,x@example.com,\n,,,Lod\n",
    )

    assert counts(run) == (4, 1, 1, 2)
    assert problems(run) == ["The row has no name, company, e-mail or phone."]


def test_bringing_in_twice_duplicates_nobody(world):
    text = "name,phone\nNoa Cohen,050-2345678\nDan Cohen,050-2345678\nOnly Name,\n"
    imported(world.ours, text)

    assert counts(imported(world.ours, text)) == (3, 0, 0, 3)


def test_crashed_import_goes_on_with_the_next_row(world, monkeypatch):
    monkeypatch.setattr(rehearsing, "BATCH", 2)
    run = begun(import_of(world.ours, people(5), by=world.staff))
    write, written = writing_rows.write, []

    def crash_in_the_second_batch(run, landings, **options):
        write(run, landings, **options)
        written.append(len(landings))
        if len(written) == 2:
            raise SystemExit

    monkeypatch.setattr(writing_rows, "write", crash_in_the_second_batch)
    with pytest.raises(SystemExit):
        carried_on(run)
    assert len(emails(world.ours)) == 2

    run = carried_on(Import.objects.across_businesses().get(pk=run.pk))

    assert (counts(run), len(emails(world.ours)), run.state) == ((5, 5, 0, 0), 5, ImportState.DONE)


def test_worker_that_was_overtaken_stops(world):
    run = begun(import_of(world.ours, people(3), by=world.staff))
    stale = Import.objects.across_businesses().get(pk=run.pk)
    carried_on(run)

    assert (carried_on(stale).state, len(emails(world.ours))) == (ImportState.DONE, 3)


def test_same_file_brought_in_by_turns_does_not_duplicate(world, monkeypatch):
    monkeypatch.setattr(rehearsing, "BATCH", 2)
    first, second = (begun(import_of(world.ours, people(4), by=world.staff)) for _run in range(2))
    with acting_for(world.ours):
        lists = importing.import_sources.lists_of(world.ours, world.staff)
        rows = {run: list(importing.readings_of(run, lists, now=timezone.now())) for run in (first, second)}
        for at in (0, 2):
            for run in (first, second):
                importing.put(run, rows[run][at : at + 2], at=at, lists=lists, now=timezone.now())

    assert len(emails(world.ours)) == 4
    with acting_for(world.ours):
        assert counts(world.ours.imports.get(pk=second.pk)) == (4, 0, 0, 4)


def test_row_that_the_database_refuses_is_the_only_one_lost(world, monkeypatch):
    write = writing_rows.write

    def refuse_one(run, landings, **options):
        if any(one.details.get("email") == "n2@example.com" for one in landings):
            raise DataError
        write(run, landings, **options)

    monkeypatch.setattr(writing_rows, "write", refuse_one)
    run = imported(world.ours, people(5), by=world.staff)

    assert (counts(run), problems(run)) == ((5, 4, 0, 1), ["The database refused this row."])


def test_import_is_started_once_and_its_columns_stay(world):
    run = import_of(world.ours, people(2), by=world.staff)
    with acting_for(world.ours):
        importing.start(run, by=world.staff, now=timezone.now())

        assert refusal(importing.start, run, by=world.staff, now=timezone.now()) == ["import-started"]
        assert refusal(importing.settle, run, columns={0: "full_name"}) == ["import-started"]
        assert working.drain() == 1
    assert len(emails(world.ours)) == 2


def test_import_and_its_end_are_recorded(world):
    imported(world.ours, people(2), by=world.staff)

    kinds = (
        Entry.objects.of(world.ours)
        .filter(subject_kind="customers.import")
        .order_by("id")
        .values_list("kind", flat=True)
    )
    assert list(kinds) == [Kind.IMPORT_STARTED, Kind.IMPORT_FINISHED]


def test_discarded_file_goes_and_a_started_one_stays(world, django_capture_on_commit_callbacks):
    run, started = import_of(world.ours, people(2)), imported(world.ours, people(2))
    storage, name = run.content.storage, run.content.name
    with acting_for(world.ours), django_capture_on_commit_callbacks(execute=True):
        importing.discard(run)
        importing.discard(started)

        assert list(world.ours.imports.all()) == [started]
    assert not storage.exists(name)


def test_other_columns_can_be_chosen(world):
    with acting_for(world.ours):
        taken = importing.take(
            world.ours,
            name="a.csv",
            content=ContentFile(b"a,b\nNoa Cohen,red\n"),
            by=None,
            now=timezone.now(),
        )
        run = importing.settle(taken, columns={0: "full_name", 1: "remark"})
        importing.carry_on(importing.begin(run, by=None, now=timezone.now()), now=timezone.now())

        assert [note.text for note in world.ours.customer_notes.all()] == ["b: red"]


ASIDE = "name,phone,gender\nNoa Cohen,050-2345678,robot\n"


def test_what_was_put_aside_comes_once_in_whatever_language(world):
    imported(world.ours, ASIDE, by=world.staff, language="en")

    again = imported(world.ours, ASIDE, by=world.staff, language="he")

    assert counts(again) == (1, 0, 0, 1)
    with acting_for(world.ours):
        assert [note.text for note in world.ours.customer_notes.all()] == ["Gender: robot"]


def test_a_note_that_was_worked_on_does_not_come_again(world):
    imported(world.ours, ASIDE, by=world.staff)
    with acting_for(world.ours):
        noting.edit(world.ours.customer_notes.get(), text="A robot", by=world.staff, now=timezone.now())

    assert counts(imported(world.ours, ASIDE, by=world.staff)) == (1, 0, 0, 1)


def test_a_note_whose_import_was_undone_comes_again(world):
    imported(world.ours, "name,phone\nNoa Cohen,050-2345678\n", by=world.staff)
    run = imported(world.ours, ASIDE, by=world.staff)
    with acting_for(world.ours):
        unimporting.carry_on(unimporting.undo(run, by=world.staff, now=timezone.now()), now=timezone.now())

    assert counts(imported(world.ours, ASIDE, by=world.staff)) == (1, 0, 1, 0)


def test_dates_are_read_again_when_another_column_holds_them(world):
    with acting_for(world.ours):
        content = ContentFile(b"name,when\nNoa Cohen,12/31/1990\nDan Levi,02/03/1990\n")
        taken = importing.take(world.ours, name="a.csv", content=content, by=None, now=timezone.now())
        run = importing.settle(taken, columns={0: "full_name", 1: "birthday"})

        assert run.options["month_first"]


def test_hostile_cells_do_no_harm(world):
    rows = [
        "=1+1,\u202eevil,a@example.com",
        "x\0y,B,b@example.com",
        f"{'n' * 1_000_000},C,c@example.com",
        '"<script>",D,d@example.com',
    ]
    run = imported(world.ours, "first name,last name,email\n" + "\n".join(rows) + "\n", by=world.staff)

    assert (run.rows_read, run.created_count, run.skipped_count) == (4, 3, 1)
    with acting_for(world.ours):
        assert sorted(
            world.ours.customers.filter(email__startswith="a@").values_list("last_name", flat=True)
        ) == ["evil"]


def test_nothing_is_held_while_the_file_is_read(world, monkeypatch):
    depth, held, real = len(connection.atomic_blocks), [], import_sources.survey
    monkeypatch.setattr(
        import_sources,
        "survey",
        lambda *args, **given: (held.append(len(connection.atomic_blocks) - depth), real(*args, **given))[1],
    )

    run = import_of(
        world.ours,
        "first name,when\nNoa,13/02/1990\n",
        by=world.staff,
        columns={0: "first_name", 1: "birthday"},
    )

    assert (held, run.columns["1"]) == ([0, 0], "birthday")


def test_a_file_whose_import_is_not_kept_goes(world, monkeypatch):
    def refuse(run, **options):
        raise DataError

    monkeypatch.setattr(Import, "save", refuse)
    taken = []
    monkeypatch.setattr(importing, "source_of", lambda run: taken.append(run) or rehearsing.source_of(run))

    with acting_for(world.ours), pytest.raises(DataError):
        importing.take(
            world.ours,
            name="a.csv",
            content=ContentFile(people(1).encode()),
            by=world.staff,
            now=timezone.now(),
        )

    assert not taken[0].content


LABELLED = (
    "First Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Phone 3 - Label,Phone 3 - Value,"
    "Phone 4 - Label,Phone 4 - Value\nנועה,Mobile,+972 50-234-5678,Work,03-5012345,אמא,04-5012345,Fax,08-5012345\n"
)
CARD = (
    "BEGIN:VCARD\nFN:נועה\nTEL;TYPE=CELL:050-2345678\nTEL;TYPE=WORK:03-5012345\nitem1.TEL:04-5012345\n"
    "item1.X-ABLabel:אמא\nTEL;TYPE=MAIN:08-5012345\nEND:VCARD\n"
)


@pytest.mark.parametrize(
    ("content", "name", "note"),
    [(LABELLED, "a.csv", "Fax: 08-5012345"), (CARD, "a.vcf", "Main: 08-5012345")],
)
def test_further_numbers_come_with_their_labels(world, content, name, note):
    imported(world.ours, content, name=name)

    with acting_for(world.ours):
        found = world.ours.customers.get(first_name="נועה")
        labels = dict(found.numbers.values_list("phone", "label"))
        assert labels == {"+97235012345": "Work", "+97245012345": "אמא"}
        assert [one.text for one in found.notes.all()] == [note]


def test_labels_in_another_language_do_not_bring_the_note_again(world):
    imported(world.ours, CARD, name="a.vcf")

    with mock.patch.object(phone_labels, "shown", "ב{}".format):
        again = imported(world.ours, CARD, name="a.vcf")

    assert counts(again) == (1, 0, 0, 1)
