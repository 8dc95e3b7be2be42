from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from kesher.core.days import shown_date
from kesher.core.owning import acting_for
from tests import make

DAY = "/b/ours/inquiries/my-day/"


@pytest.fixture(autouse=True)
def within(world):
    with acting_for(world.ours):
        yield


@pytest.fixture
def call(world):
    return make.inquiry(
        world.ours, kind="service-call", customer=world.customer, by=world.staff, staff=[world.staff]
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "tomorrow", "²"])
def test_a_day_outside_the_diary_is_today(desk, day):
    assert shown_date(timezone.localdate()) in desk.get(DAY, {"day": day}).text


def test_a_meeting_has_its_customers_telephone_and_the_way_to_its_site(desk, world):
    customer = make.customer(world.ours, phone="0501234567")
    site = make.site(customer, town="Haifa", street="Herzl", house="3")
    make.meeting(
        world.ours,
        by=world.staff,
        staff=[world.staff],
        customer=customer,
        site=site,
        starts_at=timezone.now(),
    )

    page = desk.get(DAY).text

    for link in (
        "tel:+972501234567",
        "https://wa.me/972501234567",
        f"https://waze.com/ul?q={quote(site.address)}",
    ):
        assert f'href="{link}' in page


def test_a_customer_of_another_branch_is_not_called_from_a_meeting(client, world):
    here, there = make.branch(world.ours), make.branch(world.ours)
    technician = make.staff(world.ours, role="technician", branches=[here])
    hidden = make.customer(world.ours, branch=there, phone="0501234567")
    make.meeting(
        world.ours, by=world.staff, staff=[technician], customer=hidden, starts_at=timezone.now(), branch=here
    )
    client.force_login(technician.user)

    assert "972501234567" not in client.get(DAY).text


@pytest.mark.parametrize("phone", ["035012345", "*6050"])
def test_what_is_no_mobile_number_is_called_and_not_written_to(desk, world, phone):
    call = make.inquiry(
        world.ours, kind="service-call", customer=make.customer(world.ours), by=world.staff, staff=[world.staff],
        phone=phone, starts_at=timezone.now(),
    )  # fmt: skip

    for page in (DAY, f"/b/ours/inquiries/{call.pk}/"):
        shown = desk.get(page).text
        assert 'href="tel:' in shown
        assert "wa.me" not in shown


HTMX = {"HX-Request": "true"}
KEY = "0f8e-2a1c-77"


def post(desk, call, verb, **given):
    return desk.post(f"/b/ours/inquiries/{call.pk}/{verb}", {"client_key": KEY, **given}, headers=HTMX)


def test_a_note_that_is_sent_twice_is_written_once(desk, call):
    answers = [post(desk, call, "notes/add/", text="The valve leaks") for _time in range(2)]

    assert [one.status_code for one in answers] == [204, 204]
    assert [note.text for note in call.notes.all()] == ["The valve leaks"]


def test_a_line_that_is_sent_twice_is_added_once(world, desk, call):
    parts = world.ours.treatment_types.filter(sub_type="parts").first()

    for _time in range(2):
        assert (
            post(desk, call, f"treatments/add/?type={parts.pk}", item="Seal", quantity=2).status_code == 204
        )

    assert call.treatments.count() == 1


def test_a_closing_that_is_sent_twice_does_not_complain(world, desk, call):
    closed = world.ours.statuses.get(number=0).pk
    answers = [post(desk, call, "close/", resolution="Replaced", status=closed) for _time in range(2)]

    assert [one.status_code for one in answers] == [204, 204]


def test_what_was_refused_is_sent_again_mended(desk, call):
    refused = post(desk, call, "notes/add/", text="")
    mended = post(desk, call, "notes/add/", text="The valve leaks")

    assert (refused.status_code, mended.status_code, call.notes.count()) == (422, 204, 1)


def test_an_arrival_counts_from_when_it_was_entered(desk, call):
    call.business.inquiries.filter(pk=call.pk).update(created_at=timezone.now() - timedelta(hours=3))

    post(desk, call, "arrive/", waited="3600")

    assert timedelta(minutes=59) < timezone.now() - call.fresh().arrived_at < timedelta(minutes=61)


def test_an_arrival_is_not_from_before_the_call(desk, call):
    post(desk, call, "arrive/", waited="86400")

    assert call.fresh().arrived_at == call.created_at


def test_a_line_was_performed_when_it_was_entered(world, desk, call):
    work = world.ours.treatment_types.filter(sub_type="work").first()

    answer = post(
        desk, call, f"treatments/add/?type={work.pk}", minutes=30, staff=world.staff.pk, waited="600"
    )

    assert answer.status_code == 204, answer.text
    assert timedelta(minutes=9) < timezone.now() - call.treatments.get().performed_at < timedelta(minutes=11)


@pytest.fixture
def older(world, call):
    """Opened three hours ago."""
    return make.inquiry(
        world.ours, kind="service-call", customer=world.customer, by=world.staff, staff=[world.staff],
        now=timezone.now() - timedelta(hours=3),
    )  # fmt: skip


def is_an_hour_ago(moment):
    return timedelta(minutes=59) < timezone.now() - moment < timedelta(minutes=61)


def stopped(call):
    return call.clocks.get(kind="response").stopped_at


def test_a_closing_counts_from_when_it_was_entered(world, desk, older):
    closed = world.ours.statuses.get(number=0).pk
    post(desk, older, "close/", resolution="Replaced", status=closed, waited="3600")

    assert is_an_hour_ago(older.fresh().closed_at)
    assert is_an_hour_ago(stopped(older))


def test_a_closing_line_counts_from_when_it_was_entered(world, desk, older):
    kind = world.ours.treatment_types.filter(sub_type="closing").first()
    answer = post(desk, older, f"treatments/add/?type={kind.pk}", resolution="Replaced", waited="3600")

    assert answer.status_code == 204, answer.text
    assert is_an_hour_ago(older.fresh().closed_at)
    assert is_an_hour_ago(stopped(older))


def test_an_answer_counts_from_when_it_was_entered(desk, older):
    post(desk, older, "notes/add/", text="On its way", is_answer="on", waited="3600")

    assert is_an_hour_ago(older.notes.get().created_at)
    assert is_an_hour_ago(stopped(older))


def test_a_tick_and_a_closed_status_count_from_when_they_were_entered(world, desk, older):
    task = make.inquiry(world.ours, kind="task", now=timezone.now() - timedelta(hours=3))
    message = make.inquiry(world.ours, now=timezone.now() - timedelta(hours=3))

    desk.post(f"/b/ours/inquiries/{task.pk}/tick/", {"waited": "3600"}, headers=HTMX)
    closed = world.ours.statuses.get(number=0).pk
    desk.post(
        f"/b/ours/inquiries/{message.pk}/status/set/", {"status": closed, "waited": "3600"}, headers=HTMX
    )

    assert is_an_hour_ago(task.fresh().closed_at)
    assert is_an_hour_ago(message.fresh().closed_at)
