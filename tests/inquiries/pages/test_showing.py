import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kesher.businesses.permissions import Permission
from kesher.core.owning import acting_for
from kesher.inquiries import histories, noting, treating
from tests import make

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


def text(response):
    return response.content.decode()


def call(world):
    return make.inquiry(
        world.ours, kind="service-call", customer=world.customer, by=world.staff, staff=[world.staff]
    )


def worked(world, one, minutes=45):
    kind = world.ours.treatment_types.filter(sub_type="work").first()
    with acting_for(world.ours):
        return treating.add(
            one, type=kind, staff=world.staff, minutes=minutes, rate=20000, by=world.staff, now=timezone.now()
        )


@pytest.mark.parametrize("part", ["", "head/", "work/?tab=work", "thread/", "around/", "log/"])
def test_each_part_is_a_page_of_a_constant_number_of_questions(desk, world, part):
    one = call(world)
    worked(world, one)
    url = f"/b/ours/inquiries/{one.pk}/{part}"

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(url).status_code == 200
        return len(asked)

    questions()
    before = questions()
    for _number in range(2):
        worked(world, one)
        with acting_for(world.ours):
            noting.add(one, text="Called back", by=world.staff, now=timezone.now())

    assert questions() == before <= 14


def test_lines_stand_in_the_tab_of_their_sub_type(desk, world):
    one = call(world)
    worked(world, one, minutes=47)

    assert "<tr data-row" in text(desk.get(f"/b/ours/inquiries/{one.pk}/work/?tab=work", headers=FRAGMENT))
    assert "<tr data-row" not in text(
        desk.get(f"/b/ours/inquiries/{one.pk}/work/?tab=parts", headers=FRAGMENT)
    )


def test_a_treatment_is_added_after_its_type_was_chosen(desk, world):
    one = call(world)
    kind = world.ours.treatment_types.filter(sub_type="work").first()
    url = f"/b/ours/inquiries/{one.pk}/treatments/add/"

    assert f"?type={kind.pk}" in text(desk.get(url))
    response = desk.post(
        f"{url}?type={kind.pk}", {"staff": world.staff.pk, "minutes": "30", "rate": "200"}, headers=FRAGMENT
    )

    assert response.status_code == 204, text(response)
    assert one.treatments.get().rate == 20000


def test_work_without_time_is_refused_in_the_form(desk, world):
    one = call(world)
    kind = world.ours.treatment_types.filter(sub_type="work").first()

    response = desk.post(
        f"/b/ours/inquiries/{one.pk}/treatments/add/?type={kind.pk}",
        {"staff": world.staff.pk},
        headers=FRAGMENT,
    )

    assert response.status_code == 422


def test_a_call_is_closed_with_its_resolution(desk, world):
    one = call(world)

    refused = desk.post(f"/b/ours/inquiries/{one.pk}/close/", {}, headers=FRAGMENT)
    status = world.ours.statuses.get(number=0).pk
    closed = desk.post(
        f"/b/ours/inquiries/{one.pk}/close/",
        {"resolution": "Washer changed", "status": status},
        headers=FRAGMENT,
    )

    assert (refused.status_code, closed.status_code) == (422, 204)
    one.refresh_from_db()
    assert one.is_closed


def test_the_status_is_changed_from_its_pill(desk, world):
    one = call(world)
    status = (
        world.ours.statuses.exclude(number=0).exclude(pk=one.status_id).exclude(category="closed").first()
    )

    desk.post(f"/b/ours/inquiries/{one.pk}/status/set/", {"status": status.pk}, headers=FRAGMENT)

    one.refresh_from_db()
    assert one.status_id == status.pk


def test_an_inquiry_of_others_is_not_found_without_the_right(client, world):
    one = call(world)
    technician = make.staff(world.ours, role="technician")
    client.force_login(technician.user)

    assert client.get(f"/b/ours/inquiries/{one.pk}/").status_code == 404


def test_a_task_is_ticked_off_on_the_customers_tab(desk, world):
    task = make.inquiry(world.ours, kind="task", customer=world.customer, by=world.staff, staff=[world.staff])
    url = f"/b/ours/inquiries/customers/{world.customer.pk}/tasks/"

    response = desk.post(f"/b/ours/inquiries/{task.pk}/tick/", headers=FRAGMENT)

    assert response.status_code == 204
    assert "is-done" in text(desk.get(url))


def test_the_profile_shows_tabs_that_higher_apps_hang_in(desk, world):
    page = text(desk.get(f"/b/ours/customers/{world.customer.pk}/?tab=tasks"))

    assert f"inquiries/customers/{world.customer.pk}/tasks/" in page


def test_the_search_finds_an_inquiry_by_its_number(desk, world):
    one = call(world)

    assert f"/b/ours/inquiries/{one.pk}/" in text(desk.get("/b/ours/search/", {"q": str(one.number)}))


def test_the_log_of_an_inquiry_tells_what_was_done_to_it_and_to_its_lines(desk, world):
    one = call(world)
    worked(world, one)
    noting.add(call(world), text="Elsewhere", by=world.staff, now=timezone.now())

    page = text(desk.get(f"/b/ours/inquiries/{one.pk}/log/"))

    told = set(histories.log_of(one).values_list("kind", flat=True))
    assert told >= {"inquiry.opened", "treatment.added"}
    assert "inquiry-note.added" not in told
    assert "log-day" in page


def test_the_log_of_ones_own_inquiry_is_read_without_the_right_to_all(client, world):
    handler = make.staff(world.ours, permissions=[Permission.INQUIRY_VIEW, Permission.ACTIVITY_VIEW])
    own = make.inquiry(world.ours, kind="task", by=world.staff, staff=[handler])
    noting.add(own, text="Bring the long ladder", by=world.staff, now=timezone.now())
    client.force_login(handler.user)

    assert "Bring the long ladder" in text(client.get(f"/b/ours/inquiries/{own.pk}/log/"))


def test_a_call_offers_its_papers_and_the_signature(desk, world):
    one = call(world)
    page = text(desk.get(f"/b/ours/inquiries/{one.pk}/"))

    for name in ("order", "report", "sign"):
        assert f'href="/b/ours/inquiries/{one.pk}/{name}/"' in page


def test_a_technician_finds_their_day_in_the_bar_of_the_phone(client, world):
    technician = make.staff(world.ours, permissions=[Permission.INQUIRY_EDIT])
    client.force_login(technician.user)
    page = text(client.get("/b/ours/"))

    assert 'class="bottom-link" href="/b/ours/inquiries/my-day/"' in page
