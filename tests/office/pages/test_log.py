import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import load_workbook

from kesher.activity.models import Delivery, DeliveryState, Entry
from kesher.activity.recording import record, written
from kesher.activity.tasks import deliver
from kesher.businesses.permissions import Permission
from kesher.calendar.kinds import Kind as CalendarKind
from kesher.core.owning import acting_for
from kesher.customers import noting, relating
from kesher.customers.kinds import Kind as CustomerKind
from kesher.inquiries.kinds import Kind as InquiryKind
from tests import make

NOW = timezone.now()


@pytest.fixture
def noted(world):
    with acting_for(world.ours):
        noting.add(world.customer, text="Prefers mornings", by=world.staff, now=NOW)


def test_the_log_of_the_business_names_the_person(world, desk, noted):
    page = desk.get("/b/ours/log/").text

    assert "Prefers mornings" in page
    assert f"/b/ours/customers/{world.customer.pk}/" in page
    assert str(world.foreign_customer) not in page


def test_staff_of_a_branch_read_what_concerns_its_people(world, client, noted):
    north, south = make.branch(world.ours, name="North"), make.branch(world.ours, name="South")
    make.customer(world.ours, first_name="Southerner", branch=south)
    make.customer(world.ours, first_name="Northerner", branch=north)
    reader = make.staff(world.ours, branches=[north])
    client.force_login(reader.user)

    page = client.get("/b/ours/log/").text

    assert ("Northerner" in page, "Southerner" in page, "Prefers mornings" in page) == (True, False, True)


def test_settings_need_their_own_right_to_be_read_about(world, client):
    make.branch(world.ours)
    reader = make.staff(world.ours, permissions=[Permission.ACTIVITY_VIEW])
    client.force_login(reader.user)

    assert client.get("/b/ours/log/?group=business").text.count("log-entry") == 0


def test_files_are_read_about_by_who_may_see_files(world, client):
    with acting_for(world.ours):
        record(CustomerKind.FILE_UPLOADED, world.customer, by=world.staff, now=NOW)
    counts = []
    for more in ([], [Permission.FILE_VIEW]):
        reader = make.staff(
            world.ours, permissions=[Permission.ACTIVITY_VIEW, Permission.CUSTOMER_VIEW, *more]
        )
        client.force_login(reader.user)
        pages = ("/b/ours/log/?group=file", f"/b/ours/customers/{world.customer.pk}/activity/?group=file")
        counts.append([client.get(page).text.count("log-entry") > 0 for page in pages])

    assert counts == [[False, False], [True, True]]


RIGHT_TO = {
    "meeting": Permission.DIARY_VIEW,
    "inquiry": Permission.INQUIRY_ALL,
    "inquiry-note": Permission.INQUIRY_ALL,
    "inquiry-file": Permission.INQUIRY_ALL,
    "inquiry-series": Permission.INQUIRY_ALL,
    "treatment": Permission.INQUIRY_ALL,
    "response": Permission.INQUIRY_ALL,
}


@pytest.mark.parametrize(("group", "right"), RIGHT_TO.items())
def test_inquiries_and_meetings_are_read_about_by_who_may_open_them(world, client, group, right):
    kind = next(one for one in (*InquiryKind, *CalendarKind) if one.startswith(f"{group}."))
    with acting_for(world.ours):
        written(kind, world.customer, by=None, now=NOW, details={"text": "Owes us 900"}).save()
    told = []
    for more in ([], [right]):
        given = [Permission.ACTIVITY_VIEW, Permission.CUSTOMER_VIEW, Permission.INQUIRY_VIEW, *more]
        client.force_login(make.staff(world.ours, permissions=given).user)
        export = b"".join(client.get("/b/ours/log/export/").streaming_content)
        rows = load_workbook(io.BytesIO(export)).get_sheet_by_index(0).to_python()
        pages = ("/b/ours/log/", f"/b/ours/customers/{world.customer.pk}/activity/")
        told.append(["Owes us 900" in one for one in (str(rows), *(client.get(page).text for page in pages))])

    assert told == [[False] * 3, [True] * 3]


def test_the_export_holds_what_was_asked_for_and_is_recorded(world, desk, noted):
    answer = desk.get("/b/ours/log/export/?group=note")

    rows = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert "Prefers mornings" in rows[1]
    assert Entry.objects.get(kind="log.exported").details == {"rows": "1"}


def test_the_log_asks_the_database_as_often_for_many_rows_as_for_one(world, desk, noted):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            desk.get("/b/ours/log/")
        return len(queries)

    desk.get("/b/ours/log/")
    one = asked()
    for _number in range(3):
        make.customer(world.ours, by=make.staff(world.ours))

    assert asked() == one <= 12


@pytest.fixture
def related(world, client):
    """Signed in: staff of the North, one of whose people has a relation in the South; more of them on demand."""
    north, south = make.branch(world.ours), make.branch(world.ours)
    client.force_login(make.staff(world.ours, branches=[north]).user)

    def relate(number):
        ours = make.customer(world.ours, first_name=f"Northerner {number}", branch=north)
        theirs = make.customer(world.ours, first_name=f"Southerner {number}", branch=south)
        with acting_for(world.ours):
            relating.relate(ours, other=theirs, side="family", by=world.staff, now=NOW)

    relate(0)
    return relate


def test_an_export_names_nobody_of_another_branch(client, related):
    answer = client.get("/b/ours/log/export/?group=relation")

    told = str(
        load_workbook(io.BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    )
    assert ("Northerner" in told, "Southerner" in told, "אדם מסניף אחר" in told) == (True, False, True)


def test_hiding_names_asks_the_database_once_however_many_are_named(client, related):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/b/ours/log/")
        return len(queries)

    client.get("/b/ours/log/")
    one = asked()
    for number in range(1, 4):
        related(number)

    assert asked() == one


@pytest.fixture
def dead(world):
    entry = Entry.objects.about(world.customer).first()
    return Delivery.objects.create(
        business_id=world.ours.pk,
        entry_id=entry.pk,
        reaction="kesher.x.y",
        state=DeliveryState.DEAD,
        created_at=NOW,
    )


def test_failed_work_is_shown_and_run_again(world, desk, dead):
    assert "kesher.x.y" in desk.get("/b/ours/failed-work/").text

    answer = desk.post(f"/b/ours/failed-work/deliveries/{dead.pk}/run/", HTTP_HX_REQUEST="true")

    assert (answer.status_code, "failed-work-changed" in answer["HX-Trigger"]) == (204, True)
    assert "kesher.x.y" not in desk.get("/b/ours/failed-work/").text


def test_a_dead_job_is_run_again(world, desk):
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    task = deliver.enqueue(business_id=world.ours.pk, delivery_id=1)
    DBTaskResult.objects.filter(pk=task.id).update(status="FAILED", finished_at=NOW)

    assert desk.post(f"/b/ours/failed-work/jobs/{task.id}/run/").status_code == 303
    assert DBTaskResult.objects.get(pk=task.id).status == "READY"


def test_work_of_another_business_is_not_found(world, desk, dead):
    Delivery.objects.filter(pk=dead.pk).update(business_id=world.theirs.pk)

    assert desk.post(f"/b/ours/failed-work/deliveries/{dead.pk}/run/").status_code == 404
