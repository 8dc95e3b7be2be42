import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kesher.businesses.permissions import Permission
from kesher.core.jobs import working
from kesher.core.owning import acting_for
from kesher.core.sheets.reading import read_table
from tests import make
from tests.make.imports import import_of, imported

BASE = "/b/ours/customers/imports/"
TEXT = "שם פרטי,שם משפחה,נייד,ת.ז.\nנועה,כהן,050-2345678,\nדן,לוי,=1+1,123456789\n"
HX = {"HX-Request": "true"}


def upload(desk, content=TEXT, name="people.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    return desk.post(f"{BASE}new/", {"file": SimpleUploadedFile(name, content)}, headers=HX)


def people(world):
    with acting_for(world.ours):
        return world.ours.customers.count()


def choose(run, **more):
    columns = {f"column_{index}": field for index, field in run.columns.items()}
    return {"role": "customer", "known": "replace", **columns, **more}


def test_wizard_leads_from_the_file_to_the_people(world, desk):
    to = upload(desk).headers["HX-Redirect"]
    with acting_for(world.ours):
        run = world.ours.imports.get()
    assert to == f"{BASE}{run.pk}/columns/"
    assert "050-2345678" in desk.get(to).content.decode()

    to = desk.post(to, choose(run, role="lead"), headers=HX).headers["HX-Redirect"]
    assert "נועה כהן" in desk.get(to).content.decode()

    to = desk.post(f"{BASE}{run.pk}/start/", headers=HX).headers["HX-Redirect"]
    assert 'hx-trigger="every 1s"' in desk.get(to).content.decode()
    working.drain()

    assert 'hx-trigger="every 1s"' not in desk.get(to, headers=HX).content.decode()
    assert people(world) == 3


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04x", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_file_that_is_no_table_is_said_so(world, desk, content):
    answer = upload(desk, content)

    assert answer.status_code == 422


def test_columns_without_a_name_are_refused(world, desk):
    run = import_of(world.ours, TEXT, by=world.staff)

    answer = desk.post(
        f"{BASE}{run.pk}/columns/",
        {"role": "customer", "known": "replace", "column_3": "id_number"},
        headers=HX,
    )

    assert answer.status_code == 422


def test_another_business_s_stage_is_no_choice(world, desk):
    run = import_of(world.ours, TEXT, by=world.staff)
    with acting_for(world.theirs):
        stage = world.theirs.stages.first()

    assert desk.post(f"{BASE}{run.pk}/columns/", choose(run, stage=stage.pk), headers=HX).status_code == 422


def test_long_file_is_tried_out_by_the_worker(world, desk):
    run = import_of(
        world.ours, "name,email\n" + "".join(f"N C{i},n{i}@example.com\n" for i in range(501)), by=world.staff
    )
    url = f"{BASE}{run.pk}/"
    assert 'hx-trigger="every 1s"' in desk.get(f"{url}preview/").content.decode()

    working.drain()

    assert "501" in desk.get(f"{url}totals/", headers=HX).content.decode()
    assert 'hx-trigger="every 1s"' not in desk.get(f"{url}preview/").content.decode()


def test_bad_rows_can_be_taken_mended_and_brought_in_again(world, desk):
    run = imported(world.ours, TEXT, by=world.staff)

    content = desk.get(f"{BASE}{run.pk}/to-mend/csv/").content
    table = read_table(content, "a.csv")

    assert b"'=1+1" in content
    assert [row.cells[:4] for row in table.rows] == [("דן", "לוי", "=1+1", "123456789")]
    assert b"".join(desk.get(f"{BASE}{run.pk}/to-mend/excel/").streaming_content).startswith(b"PK")


def test_a_row_about_somebody_known_with_nothing_new_says_so(world, desk):
    text = "name,phone,email\nNoa Cohen,050-2345678,noa@\n"
    imported(world.ours, text, by=world.staff)

    again = imported(world.ours, text, by=world.staff)

    page = desk.get(f"{BASE}{again.pk}/").content.decode()
    assert gettext("Known already, nothing changed") in page
    assert gettext("Landed") not in page


def test_a_row_that_landed_in_part_is_mended_and_not_doubled(world, desk):
    text = "name,phone,email,id number,notes\nNoa Cohen,123,noa@,123456789,Plays the flute\n"
    run = imported(world.ours, text, by=world.staff)
    content = desk.get(f"{BASE}{run.pk}/to-mend/csv/").content.decode()
    mended = content.replace(",noa@,", ",noa@example.com,").replace(",123,", ",050-2345678,")

    again = imported(world.ours, mended.replace("Noa", "Noga").lstrip("\ufeff"), by=world.staff)

    assert (again.created_count, again.updated_count) == (0, 1)
    with acting_for(world.ours):
        found = world.ours.customers.get(first_name="Noga")
        assert (found.phone, found.email) == ("+972502345678", "noa@example.com")
        assert found.notes.count() == 1
    assert desk.get(f"{BASE}{again.pk}/to-mend/csv/").content.decode().count(",") == content.count(",")


@pytest.mark.parametrize("language", ["he", "en"])
def test_cards_are_mended_under_the_names_that_people_read(world, desk, language):
    card = (
        "BEGIN:VCARD\nFN:נועה כהן\nUID:a1\nTEL;CELL:050-2345678\nTEL;WORK:03-5012345\nEMAIL:noa@\nEND:VCARD\n"
    )
    run = imported(world.ours, card, name="a.vcf", by=world.staff)
    world.staff.user.language = language
    world.staff.user.save()
    content = desk.get(f"{BASE}{run.pk}/to-mend/csv/").content.decode().lstrip("\ufeff")

    again = imported(world.ours, content.replace("noa@,", "noa@example.com,"), by=world.staff)

    assert "source_id" not in content
    assert (again.created_count, again.updated_count) == (0, 1)
    with acting_for(world.ours):
        assert world.ours.customers.get(source_key="a1").email == "noa@example.com"


def test_who_may_not_see_id_numbers_does_not_take_them(world, client):
    run = imported(world.ours, TEXT, by=world.staff)
    client.force_login(make.staff(world.ours, permissions=[Permission.CUSTOMER_IMPORT]).user)

    assert (
        b"123456789" not in client.get(f"{BASE}{run.pk}/to-mend/csv/").content.split(b"\n")[1].split(b",")[3]
    )
    assert "123456789" not in client.get(f"{BASE}{import_of(world.ours, TEXT).pk}/columns/").content.decode()


def test_undoing_shows_what_it_would_do_and_does_it(world, desk):
    run = imported(world.ours, TEXT, by=world.staff)
    assert desk.get(f"{BASE}{run.pk}/undo/").status_code == 200

    answer = desk.post(f"{BASE}{run.pk}/undo/", headers=HX)
    assert 'hx-trigger="every 1s"' in desk.get(answer.headers["HX-Redirect"]).content.decode()
    working.drain()

    assert people(world) == 1
    assert desk.post(f"{BASE}{run.pk}/undo/", headers=HX).status_code == 422


def test_file_can_be_let_go(world, desk):
    run = import_of(world.ours, TEXT, by=world.staff)

    desk.post(f"{BASE}{run.pk}/discard/", headers=HX)

    with acting_for(world.ours):
        assert world.ours.imports.count() == 0


@pytest.mark.parametrize("page", ["", "1/"])
def test_queries_do_not_grow_with_imports_or_rows(world, desk, page):
    def asked(times):
        runs = [imported(world.ours, TEXT * times, by=world.staff) for _ in range(times)]
        with CaptureQueriesContext(connection) as caught:
            desk.get(f"{BASE}{runs[0].pk}/" if page else BASE)
        return len(caught)

    asked(1)

    assert asked(1) == asked(3) <= 12


def test_a_column_said_to_hold_id_numbers_is_hidden_from_who_may_not_see_them(world, client):
    run = import_of(
        world.ours,
        "name,papers\nNoa Cohen,123456782\n",
        by=world.staff,
        columns={0: "full_name", 1: "id_number"},
    )
    client.force_login(make.staff(world.ours, permissions=["customer.view", "customer.import"]).user)

    assert "123456782" not in client.get(f"{BASE}{run.pk}/columns/").content.decode()


@pytest.mark.parametrize("page", ["", "undo/", "to-mend/csv/", "to-mend/excel/", "totals/"])
def test_staff_limited_to_branches_do_not_reach_the_imports_of_others(world, client, page):
    run = imported(world.ours, TEXT, by=world.staff)
    client.force_login(make.staff(world.ours, branches=[make.branch(world.ours)]).user)

    assert client.get(f"{BASE}{run.pk}/{page}").status_code == 404


@pytest.mark.parametrize("may_identify", [True, False])
def test_a_row_without_a_name_shows_no_id_number_to_who_may_not_see_them(world, client, may_identify):
    rights = [Permission.CUSTOMER_IMPORT, *([Permission.CUSTOMER_IDENTITY] if may_identify else [])]
    staff = make.staff(world.ours, permissions=rights)
    run = import_of(world.ours, "שם פרטי,עיר,ת.ז.\n,Haifa,123456782\n", by=staff)
    client.force_login(staff.user)

    text = client.get(f"{BASE}{run.pk}/preview/").content.decode()

    assert "Haifa" in text
    assert ("123456782" in text) is may_identify


@pytest.mark.parametrize("count", [200, 501])
def test_preview_tells_what_is_wrong_with_a_row_far_below(world, desk, count):
    rows = "".join(f"N C{i},n{i}@example.com\n" for i in range(count))
    run = import_of(world.ours, f"name,email\n{rows}Dana,no-address\n", by=world.staff)
    desk.get(f"{BASE}{run.pk}/preview/")
    working.drain()

    shown = desk.get(f"{BASE}{run.pk}/preview/").text

    assert f"שורה {count + 2}" in shown
    assert "no-address" in shown


def test_a_given_up_import_says_that_it_stopped_and_starts_again(world, desk):
    run = import_of(world.ours, TEXT, by=world.staff)
    desk.post(f"{BASE}{run.pk}/start/", headers=HX)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    world.staff.user.language = "en"
    world.staff.user.save()

    shown = desk.get(f"{BASE}{run.pk}/").content.decode()
    assert "The import has stopped: 0 of 2 rows were read." in shown
    assert 'hx-trigger="every 1s"' not in shown
    assert "Stopped" in desk.get(BASE).content.decode()

    to = desk.post(f"{BASE}{run.pk}/resume/", headers=HX).headers["HX-Redirect"]
    assert 'hx-trigger="every 1s"' in desk.get(to).content.decode()
    working.drain()
    assert 'hx-trigger="every 1s"' not in desk.get(to, headers=HX).content.decode()
    assert people(world) == 3


def test_the_list_of_imports_asks_about_all_that_are_under_way_at_once(world, desk):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            desk.get(BASE)
        return len(asked)

    def begin():
        run = import_of(world.ours, TEXT, by=world.staff)
        desk.post(f"{BASE}{run.pk}/start/", headers=HX)

    begin()
    questions()
    before = questions()
    begin()

    assert questions() == before
